package org.lictor.core.internal.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.lictor.service.Mapping;

/**
 * Names that stand for those of a person who is erased: the same for the same name, as long as the key is kept, and random to
 * everybody else. What matched before matches after: the name of a host user and the local part of a mail address that are the
 * same get the same pseudonym. Names that differ in the case of letters only are the same. Immutable.
 */
public final class Pseudonyms {

	private static final String MAC = "HmacSHA256";
	private static final String BEGIN = "erased-";
	private static final int LONG = 16;
	private static final int SHORT = 10;

	private final SecretKeySpec key;

	/**
	 * @param key random bytes
	 */
	Pseudonyms(byte[] key) {
		this.key = new SecretKeySpec(key, MAC);
	}

	/**
	 * @param name of a host user without its domain, or of an account: a mail address, an id, a hashed id
	 * @return what stands for it: an address for an address, hexadecimal of the same length for a hash
	 */
	String of(String name) {
		String same = name.strip().toLowerCase(Locale.ROOT);
		int at = same.lastIndexOf('@');
		if (at > 0) {
			return of(same.substring(0, at)) + "@" + letters("domain", same.substring(at + 1), SHORT) + ".invalid";
		}
		byte[] bytes = bytes("name", same);
		if (same.matches("[0-9a-f]{16,64}")) {
			return HexFormat.of().formatHex(bytes).substring(0, same.length());
		}
		return BEGIN + letters("name", same, LONG);
	}

	/**
	 * @param user as an agent or a licence server names who uses something
	 * @return the same with a pseudonym for all but the domain before a backslash
	 */
	String ofUser(String user) {
		int domain = user.lastIndexOf('\\') + 1;
		return user.substring(0, domain) + of(user.substring(domain));
	}

	/**
	 * @param name a given or a family name
	 * @return what stands for it
	 */
	String ofPerson(String name) {
		return BEGIN + letters("person", name.strip().toLowerCase(Locale.ROOT), SHORT);
	}

	/**
	 * @param user as it is kept
	 * @return whether it is a pseudonym of somebody who was erased
	 */
	public static boolean is(String user) {
		return Mapping.userKey(user).matches(BEGIN + "[a-p]{" + LONG + "}");
	}

	private String letters(String kind, String name, int count) {
		byte[] bytes = bytes(kind, name);
		StringBuilder letters = new StringBuilder(count);
		for (int index = 0; index < count; index++) {
			letters.append((char) ('a' + (bytes[index] & 15)));
		}
		return letters.toString();
	}

	private byte[] bytes(String kind, String name) {
		try {
			Mac mac = Mac.getInstance(MAC);
			mac.init(key);
			return mac.doFinal((kind + '\0' + name).getBytes(StandardCharsets.UTF_8));
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("every Java has " + MAC, e);
		}
	}
}
