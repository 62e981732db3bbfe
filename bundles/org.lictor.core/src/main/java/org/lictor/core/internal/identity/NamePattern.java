package org.lictor.core.internal.identity;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.lictor.model.Account;

/**
 * How a company makes user names of given and family names: {@code {first}}, {@code {last}}, {@code {f}} and {@code {l}}
 * stand for the names and their first letters, everything else for itself. Names are taken without accents, blanks and
 * signs, in small letters.
 *
 * @param text as an administrator writes it, such as {@code {f}{last}}
 */
public record NamePattern(String text) {

	/** What applies unless an administrator says otherwise. */
	public static final List<NamePattern> DEFAULT = List.of(new NamePattern("{first}.{last}"), new NamePattern("{f}{last}"));

	private static final Pattern FORM = Pattern.compile("(?:[a-z0-9._-]|\\{(?:first|last|f|l)})*\\{(?:first|last)}(?:[a-z0-9._-]|\\{(?:first|last|f|l)})*");
	private static final Pattern MARKS = Pattern.compile("\\p{M}+");
	private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

	/** @return whether it can be used: a whole name stands in it, and else only names, letters, digits and {@code . _ -} */
	public boolean valid() {
		return text.length() <= 100 && FORM.matcher(text).matches();
	}

	/**
	 * @param account an account
	 * @return the user name its person would have, empty when a name it needs is not known
	 */
	public Optional<String> userOf(Account account) {
		String first = plain(account.firstName());
		String last = plain(account.lastName());
		boolean needsFirst = text.contains("{first}") || text.contains("{f}");
		boolean needsLast = text.contains("{last}") || text.contains("{l}");
		if (needsFirst && first.isEmpty() || needsLast && last.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(text.replace("{first}", first).replace("{last}", last).replace("{f}", initial(first))
				.replace("{l}", initial(last)));
	}

	private static String initial(String name) {
		return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
	}

	/**
	 * @param name a name of a person
	 * @return it in small letters, without accents, blanks and signs
	 */
	static String plain(String name) {
		String letters = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
		return SIGNS.matcher(letters.toLowerCase(Locale.ROOT).replace("ß", "ss").replace("ł", "l").replace("ø", "o")).replaceAll("");
	}
}
