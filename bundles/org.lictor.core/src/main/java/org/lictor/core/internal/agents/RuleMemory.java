package org.lictor.core.internal.agents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.ProtocolException;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.store.Store;
import org.lictor.store.Transaction;

/**
 * Remembers, in the settings, the rules each server type last had. While a type is not installed, or not yet there at
 * start, agents go on with these: an empty watch list would end their sessions.
 */
final class RuleMemory {

	private static final System.Logger LOGGER = System.getLogger(RuleMemory.class.getName());
	private static final String PREFIX = "agent-rules.";

	private RuleMemory() {
	}

	/**
	 * @param transaction that reads
	 * @param type        id of a server type
	 * @return the rules it last had, of which the server is to be ignored; none when none are remembered
	 */
	static List<WatchRule> recall(Transaction transaction, String type) {
		return transaction.settings().get(PREFIX + type).map(RuleMemory::decode).orElse(List.of());
	}

	/**
	 * @param transaction that writes
	 * @param type        id of a server type
	 * @param rules       the rules it has now
	 */
	static void remember(Transaction transaction, String type, List<WatchRule> rules) {
		String text = encode(rules);
		if (text.length() > Store.MAX_TEXT) {
			LOGGER.log(System.Logger.Level.WARNING, "The server type " + type + " has too many rules to be remembered."
					+ " Agents stop watching for it while it is not installed.");
			transaction.settings().remove(PREFIX + type);
		} else if (transaction.settings().get(PREFIX + type).filter(text::equals).isEmpty()) {
			transaction.settings().put(PREFIX + type, text);
		}
	}

	/**
	 * @param rules some rules
	 * @return the same as a text
	 */
	static String encode(List<WatchRule> rules) {
		byte[] json = Codec.encode(new AgentConfiguration("rules", Intervals.DEFAULT, rules, Disclosure.CLEAR));
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			gzip.write(json);
		} catch (IOException e) {
			throw new IllegalStateException("writing to memory does not fail", e);
		}
		return Base64.getEncoder().encodeToString(packed.toByteArray());
	}

	/**
	 * @param text that {@link #encode} made
	 * @return the rules; none when it cannot be read
	 */
	static List<WatchRule> decode(String text) {
		try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
			return Codec.agentConfiguration(Codec.readBody(gzip, Protocol.MAX_ANSWER_BYTES)).watch();
		} catch (IOException | ProtocolException | IllegalArgumentException e) {
			LOGGER.log(System.Logger.Level.WARNING, "Remembered rules for agents cannot be read and are left out.", e);
			return List.of();
		}
	}
}
