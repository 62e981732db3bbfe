package org.lictor.agent.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lictor.agent.internal.disk.OwnerOnly;
import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.protocol.EnrolmentString;

/**
 * Who this agent is, and who its server is. Kept in a file that only its owner may read.
 *
 * @param installationId made once for the data folder
 * @param enrolment      what the server gave, empty until it has enrolled
 */
public record Identity(UUID installationId, Optional<Enrolled> enrolment) {

	/**
	 * What makes an agent the server's.
	 *
	 * @param address     of the server
	 * @param fingerprint of its certificate
	 * @param agentId     given by the server
	 * @param secret      given by the server
	 * @param enrolledBy  SHA-256 of the enrolment string, so that the same string given at a later start is known
	 */
	public record Enrolled(URI address, String fingerprint, String agentId, String secret, String enrolledBy) {

		/** Checks that nothing is null. */
		public Enrolled {
			Objects.requireNonNull(address, "address");
			Objects.requireNonNull(fingerprint, "fingerprint");
			Objects.requireNonNull(agentId, "agentId");
			Objects.requireNonNull(secret, "secret");
			Objects.requireNonNull(enrolledBy, "enrolledBy");
		}

		/** @return everything but the secret */
		@Override
		public String toString() {
			return "Enrolled[address=" + address + ", agentId=" + agentId + "]";
		}
	}

	/** Checks that nothing is null. */
	public Identity {
		Objects.requireNonNull(installationId, "installationId");
		Objects.requireNonNull(enrolment, "enrolment");
	}

	/**
	 * Reads the identity, or makes a new one.
	 *
	 * @param file where it is kept
	 * @return the identity
	 * @throws AgentFailure when there is a file that cannot be read or understood
	 */
	public static Identity load(Path file) throws AgentFailure {
		try {
			return fromJson(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
		} catch (NoSuchFileException e) {
			return new Identity(UUID.randomUUID(), Optional.empty());
		} catch (IOException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK,
					"The agent's identity in " + file + " cannot be read: " + Reasons.of(e) + ". Correct that.");
		} catch (JsonParseException | IllegalStateException | NullPointerException | IllegalArgumentException
				| UnsupportedOperationException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK, "The agent's identity in " + file
					+ " is damaged. Remove the file and enrol the agent anew with a new enrolment string.");
		}
	}

	/**
	 * Keeps the identity.
	 *
	 * @param file where
	 * @throws AgentFailure when it cannot be written
	 */
	public void save(Path file) throws AgentFailure {
		try {
			OwnerOnly.replace(file, toJson().toString().getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK,
					"The agent's identity cannot be written to " + file + ": " + Reasons.of(e) + ". Correct that.");
		}
	}

	/**
	 * @param string an enrolment string
	 * @return by which it is known again without being kept
	 */
	static String mark(EnrolmentString string) {
		try {
			return HexFormat.of().formatHex(
					MessageDigest.getInstance("SHA-256").digest(string.text().getBytes(StandardCharsets.UTF_8)));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	private JsonObject toJson() {
		JsonObject json = new JsonObject();
		json.addProperty("installationId", installationId.toString());
		enrolment.ifPresent(enrolled -> {
			json.addProperty("address", enrolled.address().toString());
			json.addProperty("fingerprint", enrolled.fingerprint());
			json.addProperty("agentId", enrolled.agentId());
			json.addProperty("secret", enrolled.secret());
			json.addProperty("enrolledBy", enrolled.enrolledBy());
		});
		return json;
	}

	private static Identity fromJson(JsonObject json) {
		Optional<Enrolled> enrolled = json.has("agentId")
				? Optional.of(new Enrolled(URI.create(json.get("address").getAsString()),
						json.get("fingerprint").getAsString(), json.get("agentId").getAsString(),
						json.get("secret").getAsString(), json.get("enrolledBy").getAsString()))
				: Optional.empty();
		return new Identity(UUID.fromString(json.get("installationId").getAsString()), enrolled);
	}
}
