package org.lictor.adapter.autodesk.internal.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Autodesk's codes and names for products mean: product keys ({@code 001N1}), FlexNet feature codes
 * ({@code 87084ACD_2019_0F}), names as exports write them. The table is data, {@code products.txt}; an administrator's
 * file of the same form comes before it. Immutable and safe for use by many threads.
 */
public final class Products {

	private static final String NAME = "products.txt";
	private static final long LARGEST = 4 << 20;
	private static final Pattern KEY = Pattern.compile("([A-Z0-9]{3})([B-Z])1");
	private static final Pattern FEATURE = Pattern.compile("[0-9]{5}([A-Z0-9][A-Z0-9_]{0,30}?)_(?:(20[0-9]{2})_0F|T_F|F)");

	/** The table that comes with this bundle. */
	public static final Products BUILT_IN = builtIn();

	private final Map<String, String> keys;
	private final Map<String, String> features;
	private final Map<String, String> names;

	/**
	 * What a code means.
	 *
	 * @param product the name of the product
	 * @param year    of the version, empty when the code is for any
	 */
	public record Coded(String product, String year) {
	}

	private Products(Map<String, String> keys, Map<String, String> features, Map<String, String> names) {
		this.keys = Map.copyOf(keys);
		this.features = Map.copyOf(features);
		this.names = Map.copyOf(names);
	}

	private static Products builtIn() {
		try (InputStream in = Products.class.getResourceAsStream(NAME);
				BufferedReader lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(in, NAME), StandardCharsets.UTF_8))) {
			return new Products(Map.of(), Map.of(), Map.of()).with(lines, NAME);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * @param file of the form of {@code products.txt}
	 * @return the built-in table with what the file adds or changes
	 * @throws IOException when it cannot be read, or a line has another form; the message is for people and names the line
	 */
	public static Products with(Path file) throws IOException {
		if (Files.size(file) > LARGEST) {
			throw new IOException("the file has more than " + (LARGEST >> 20) + " MB, which no table of products has");
		}
		try (BufferedReader lines = Files.newBufferedReader(file)) {
			return BUILT_IN.with(lines, file.getFileName().toString());
		}
	}

	private Products with(BufferedReader lines, String file) throws IOException {
		Map<String, Map<String, String>> tables = Map.of("key", new HashMap<>(keys), "feature", new HashMap<>(features), "name",
				new HashMap<>(names));
		int number = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			number++;
			if (!line.isBlank() && !line.startsWith("#")) {
				String[] columns = line.strip().split("\\s*\\t\\s*|\\s{2,}");
				Map<String, String> table = tables.get(columns[0]);
				if (columns.length != 3 || table == null) {
					throw new IOException("line " + number + " of " + file + " is none of: key, feature or name, then a code, then a product; "
							+ "parted by two blanks");
				}
				table.put(columns[0].equals("name") ? columns[1] : columns[1].toUpperCase(Locale.ROOT), columns[2]);
			}
		}
		return new Products(tables.get("key"), tables.get("feature"), tables.get("name"));
	}

	/**
	 * @param code a product key or a feature code
	 * @return what it means, empty when it is neither or not in the table
	 */
	public Optional<Coded> code(String code) {
		if (code.length() < 5 || code.length() > 50) {
			return Optional.empty();
		}
		Matcher key = KEY.matcher(code);
		if (key.matches()) {
			return Optional.ofNullable(keys.get(key.group(1)))
					.map(product -> new Coded(product, Integer.toString(2009 + key.group(2).charAt(0) - 'A')));
		}
		Matcher feature = FEATURE.matcher(code);
		return feature.matches() ? Optional.ofNullable(features.get(feature.group(1)))
				.map(product -> new Coded(product, feature.group(2) == null ? "" : feature.group(2))) : Optional.empty();
	}

	/**
	 * @param written a name or a code as it stands somewhere, not blank
	 * @return the name to use
	 */
	public String name(String written) {
		String own = names.get(written);
		if (own != null) {
			return own;
		}
		String name = ProductNames.tidy(written);
		return code(name).map(Coded::product).orElse(names.getOrDefault(name, name));
	}
}
