package org.lictor.agent.internal;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.lictor.agent.protocol.Protocol;

/**
 * The parts by which a machine is told from others whatever is installed on it: the number its maker gave it, where the
 * agent may read that, and the addresses of its network cards. They never leave the host: what is told are hashes that only
 * the server they are made for can compare. A disk image carries none of this along.
 *
 * @param parts a letter for the kind ({@code u} the maker's number, {@code n} a network card), a colon, and what was read
 */
public record Machine(List<String> parts) {

	/** A machine of which nothing can be told. */
	public static final Machine UNKNOWN = new Machine(List.of());

	private static final Path SYSTEM = Path.of("/sys");
	private static final int HASH_BYTES = 12;

	/** Copies the list. */
	public Machine {
		parts = List.copyOf(parts);
	}

	/** @return this machine */
	static Machine read() {
		return read(SYSTEM, cards());
	}

	/**
	 * @param system where Linux tells of its devices; is not there on other systems
	 * @param cards  the network cards
	 * @return the machine
	 */
	static Machine read(Path system, List<Card> cards) {
		List<String> parts = new ArrayList<>();
		number(system.resolve("class/dmi/id/product_uuid")).ifPresent(number -> parts.add("u:" + number));
		boolean linux = Files.isDirectory(system.resolve("class/net"));
		// What is no device of the machine is made by a program, as those of containers and virtual networks are.
		cards.stream().filter(card -> !linux || Files.exists(system.resolve("class/net").resolve(card.name()).resolve("device")))
				.map(card -> "n:" + card.address()).sorted().distinct().limit(Protocol.MAX_MARKS - 1L).forEach(parts::add);
		return new Machine(parts);
	}

	/**
	 * A network card.
	 *
	 * @param name    of the interface
	 * @param address in hexadecimal
	 */
	record Card(String name, String address) {
	}

	private static List<Card> cards() {
		try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
			return all.map(Machine::card).flatMap(Optional::stream).toList();
		} catch (SocketException e) {
			return List.of();
		}
	}

	private static Optional<Card> card(NetworkInterface each) {
		try {
			byte[] address = each.isLoopback() || each.isVirtual() || each.isPointToPoint() ? null : each.getHardwareAddress();
			return Optional.ofNullable(address).filter(bytes -> bytes.length > 0)
					.map(bytes -> new Card(each.getName(), HexFormat.of().formatHex(bytes)));
		} catch (SocketException e) {
			return Optional.empty();
		}
	}

	/** Some makers give all their machines the same: zeros, or all ones. */
	private static Optional<String> number(Path file) {
		try {
			return Optional.of(Files.readString(file).strip().toLowerCase(Locale.ROOT))
					.filter(number -> number.replace("-", "").chars().distinct().count() > 2);
		} catch (IOException e) {
			return Optional.empty();
		}
	}

	/**
	 * @param server fingerprint of the certificate of the server they are told to
	 * @return a mark for each part
	 */
	List<String> marks(String server) {
		Objects.requireNonNull(server, "server");
		return parts.stream().map(part -> part.substring(0, 2) + hash(server + '\n' + part)).toList();
	}

	private static String hash(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}
}
