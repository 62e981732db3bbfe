package org.lictor.agent.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** The string that is handed to new agents, and the text form of fingerprints. */
class EnrolmentStringTest {

	@Test
	void readsWhatItMade() throws ProtocolException {
		assertEquals(Samples.ENROLMENT, EnrolmentString.parse(Samples.ENROLMENT.text()));
	}

	@Test
	void readsAStringThatMailBrokeIntoLines() throws ProtocolException {
		String text = Samples.ENROLMENT.text();

		assertEquals(Samples.ENROLMENT, EnrolmentString.parse("  " + text.substring(0, 40) + "\r\n  " + text.substring(40) + "\n"));
	}

	@Test
	void saysOfEveryTruncationThatItIsNotWhole() {
		String text = Samples.ENROLMENT.text();
		for (int length = 0; length < text.length(); length++) {
			String cut = text.substring(0, length);
			ProtocolException e = assertThrows(ProtocolException.class, () -> EnrolmentString.parse(cut));
			assertTrue(e.getMessage().endsWith("Copy it whole, as the server printed it."), e.getMessage());
		}
	}

	@Test
	void namesThePartThatIsWrong() {
		assertEquals("The enrolment string cannot be read: address: does not begin with https://. "
				+ "Copy it whole, as the server printed it.", problem("http://h:1", Samples.FINGERPRINT, "t"));
		assertTrue(problem("https://h:1", "abc", "t").contains("fingerprint:"));
		assertTrue(problem("https://h:1", Samples.FINGERPRINT, "").contains("token: is empty"));
		assertTrue(problem("https://u:p@h:1", Samples.FINGERPRINT, "t").contains("address:"));
	}

	private static String problem(String address, String fingerprint, String token) {
		String json = "{\"address\":\"" + address + "\",\"fingerprint\":\"" + fingerprint + "\",\"token\":\"" + token + "\"}";
		String text = "lictor1:" + Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
		return assertThrows(ProtocolException.class, () -> EnrolmentString.parse(text)).getMessage();
	}

	@Test
	void asksToUpdateTheAgentForAStringOfALaterForm() {
		assertEquals("The enrolment string was made by a newer server than this agent understands. Update the agent.",
				assertThrows(ProtocolException.class, () -> EnrolmentString.parse("lictor2:xyz")).getMessage());
	}

	@Test
	void neverRepeatsWhatItCouldNotRead() {
		for (String text : List.of("s3cr3t", "lictor1:s3cr3t%", "lictor9:s3cr3t")) {
			assertFalse(assertThrows(ProtocolException.class, () -> EnrolmentString.parse(text)).getMessage().contains("s3cr3t"));
		}
	}

	@Test
	void dropsTheSlashAtTheEndOfTheAddress() {
		assertEquals(URI.create("https://h:1/a"),
				new EnrolmentString(URI.create("https://h:1/a//"), Samples.FINGERPRINT, "t").address());
	}

	@Test
	void readsFingerprintsAsOtherToolsWriteThem() {
		String colons = Samples.FINGERPRINT.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");

		assertEquals(Optional.of(Samples.FINGERPRINT), Fingerprint.parse(colons));
		assertEquals(Optional.empty(), Fingerprint.parse(Samples.FINGERPRINT.substring(1)));
		assertEquals(Optional.empty(), Fingerprint.parse("g" + Samples.FINGERPRINT.substring(1)));
	}

	@Test
	void refusesAnAgentThatSpeaksANewerProtocol() {
		assertEquals(Optional.empty(), Protocol.refusal(Protocol.VERSION, "1.0.0"));
		Problem problem = Protocol.refusal(Protocol.VERSION + 1, "9.0.0").orElseThrow();
		assertEquals(Problem.Reason.AGENT_TOO_NEW, problem.reason());
		assertEquals(426, problem.reason().status());
		assertEquals("The agent 9.0.0 speaks version " + (Protocol.VERSION + 1)
				+ " of the agent protocol, this server understands up to version " + Protocol.VERSION + ". "
				+ "Update the server, or install an older agent.", problem.message());
	}
}
