package org.lictor.agent.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import org.lictor.agent.protocol.EventDetail.ActionSeen;
import org.lictor.agent.protocol.EventDetail.AgentStarted;
import org.lictor.agent.protocol.EventDetail.AgentStopped;
import org.lictor.agent.protocol.EventDetail.Change;
import org.lictor.agent.protocol.EventDetail.Consent;
import org.lictor.agent.protocol.EventDetail.ConsentSeen;
import org.lictor.agent.protocol.EventDetail.EndReason;
import org.lictor.agent.protocol.EventDetail.Input;
import org.lictor.agent.protocol.EventDetail.InputSeen;
import org.lictor.agent.protocol.EventDetail.ProductsRegistered;
import org.lictor.agent.protocol.EventDetail.Registrations;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.EventDetail.SessionsRunning;
import org.lictor.agent.protocol.EventDetail.Severity;
import org.lictor.agent.protocol.EventDetail.Trouble;
import org.lictor.agent.protocol.ExaminationReport.Seen;

/**
 * Turns the records of this package into JSON and back. Instants are numbers of milliseconds since 1970 in UTC, lengths
 * of time numbers of milliseconds, monotonic times numbers of nanoseconds. Fields that are not known are ignored; what
 * is missing, of another type or out of range is a {@link ProtocolException} that names it. Safe for use by many
 * threads.
 */
public final class Codec {

	private Codec() {
	}

	// ---- writing

	/**
	 * @param value an enrolment string
	 * @return its JSON in UTF-8, with the token
	 */
	static byte[] encode(EnrolmentString value) {
		JsonObject json = new JsonObject();
		json.addProperty("address", value.address().toString());
		json.addProperty("fingerprint", value.fingerprint());
		json.addProperty("token", value.token());
		return bytes(json);
	}

	/**
	 * @param value a request
	 * @return its JSON in UTF-8, with the token
	 */
	public static byte[] encode(EnrolmentRequest value) {
		JsonObject json = new JsonObject();
		json.addProperty("protocol", value.protocol());
		json.addProperty("token", value.token());
		json.addProperty("installationId", value.installationId().toString());
		json.addProperty("host", value.host());
		json.addProperty("platform", value.platform());
		json.addProperty("agentVersion", value.agentVersion());
		addMachine(json, value.machine());
		return bytes(json);
	}

	private static void addMachine(JsonObject json, List<String> marks) {
		if (!marks.isEmpty()) {
			json.add("machine", texts(marks));
		}
	}

	private static List<String> machine(Fields fields) {
		return fields.has("machine") ? fields.texts("machine", Protocol.MAX_MARKS) : List.of();
	}

	/**
	 * @param value an answer
	 * @return its JSON in UTF-8, with the secret
	 */
	public static byte[] encode(EnrolmentAnswer value) {
		return bytes(json(value));
	}

	private static JsonObject json(EnrolmentAnswer value) {
		JsonObject json = new JsonObject();
		json.addProperty("agentId", value.agentId());
		json.addProperty("secret", value.secret());
		return json;
	}

	/**
	 * @param value a configuration
	 * @return its JSON in UTF-8
	 */
	public static byte[] encode(AgentConfiguration value) {
		JsonObject intervals = new JsonObject();
		intervals.addProperty("scan", value.intervals().scan().toMillis());
		intervals.addProperty("liveness", value.intervals().liveness().toMillis());
		intervals.addProperty("heartbeat", value.intervals().heartbeat().toMillis());
		JsonArray watch = new JsonArray();
		value.watch().forEach(rule -> watch.add(json(rule)));
		JsonObject json = new JsonObject();
		json.addProperty("etag", value.etag());
		json.add("intervals", intervals);
		json.add("watch", watch);
		JsonObject disclosure = new JsonObject();
		disclosure.addProperty("mode", value.disclosure().mode().name());
		if (value.disclosure() instanceof Disclosure.Pseudonym pseudonym) {
			disclosure.addProperty("key", pseudonym.key());
		}
		json.add("disclosure", disclosure);
		if (value.registrations()) {
			json.addProperty("registrations", true);
		}
		if (value.input()) {
			json.addProperty("input", true);
		}
		value.examination().ifPresent(wish -> {
			JsonObject examination = new JsonObject();
			examination.addProperty("id", wish.id().toString());
			examination.addProperty("all", wish.all());
			wish.trial().ifPresent(rule -> examination.add("trial", json(rule)));
			json.add("examination", examination);
		});
		return bytes(json);
	}

	/**
	 * @param value what came of an examination
	 * @return its JSON in UTF-8
	 */
	public static byte[] encode(ExaminationReport value) {
		JsonArray findings = new JsonArray();
		for (Finding finding : value.findings()) {
			JsonObject json = new JsonObject();
			json.addProperty("level", finding.level().name());
			json.addProperty("topic", finding.topic());
			json.addProperty("text", finding.text());
			json.addProperty("advice", finding.advice());
			findings.add(json);
		}
		JsonArray processes = new JsonArray();
		for (Seen seen : value.processes()) {
			JsonObject json = new JsonObject();
			json.addProperty("count", seen.count());
			json.addProperty("pid", seen.pid());
			json.addProperty("user", seen.user());
			json.addProperty("program", seen.program());
			json.addProperty("server", seen.server());
			json.addProperty("outcome", seen.outcome().name());
			json.addProperty("why", seen.why());
			processes.add(json);
		}
		JsonObject json = new JsonObject();
		json.addProperty("id", value.id().toString());
		json.addProperty("at", value.at().toEpochMilli());
		json.add("findings", findings);
		json.add("processes", processes);
		json.addProperty("others", value.others());
		return bytes(json);
	}

	/**
	 * @param value a batch
	 * @return its JSON in UTF-8
	 */
	public static byte[] encode(EventBatch value) {
		JsonArray events = new JsonArray();
		value.events().forEach(event -> events.add(json(event)));
		JsonObject json = new JsonObject();
		json.addProperty("protocol", value.protocol());
		json.addProperty("run", value.run().toString());
		json.addProperty("sentAt", value.sentAt().toEpochMilli());
		json.addProperty("sentMono", value.sentMono());
		json.addProperty("agentVersion", value.agentVersion());
		json.addProperty("host", value.host());
		json.addProperty("platform", value.platform());
		json.addProperty("trouble", value.trouble());
		json.add("events", events);
		return bytes(json);
	}

	/**
	 * @param value an event
	 * @return its JSON in UTF-8, as it stands in a batch
	 */
	public static byte[] encode(AgentEvent value) {
		return bytes(json(value));
	}

	/**
	 * @param value what an event says
	 * @return its JSON, as it stands in the field {@code detail} of an event
	 */
	public static String encode(EventDetail value) {
		return json(value).toString();
	}

	/**
	 * @param value a session
	 * @return its JSON in UTF-8, as it stands in a detail
	 */
	public static byte[] encode(SessionInfo value) {
		return bytes(json(value));
	}

	/**
	 * @param value an acknowledgement
	 * @return its JSON in UTF-8
	 */
	public static byte[] encode(Acknowledgement value) {
		JsonObject acknowledged = new JsonObject();
		value.acknowledged().forEach((run, sequence) -> acknowledged.addProperty(run.toString(), sequence));
		JsonObject json = new JsonObject();
		json.add("acknowledged", acknowledged);
		value.identity().ifPresent(identity -> json.add("identity", json(identity)));
		return bytes(json);
	}

	/**
	 * @param value a problem
	 * @return its JSON in UTF-8
	 */
	public static byte[] encode(Problem value) {
		JsonObject json = new JsonObject();
		json.addProperty("reason", value.reason().name());
		json.addProperty("message", value.message());
		return bytes(json);
	}

	private static JsonObject json(AgentEvent event) {
		JsonObject json = new JsonObject();
		json.addProperty("run", event.run().toString());
		json.addProperty("sequence", event.sequence());
		json.addProperty("at", event.at().toEpochMilli());
		json.addProperty("mono", event.mono());
		json.addProperty("kind", event.kind().name());
		json.add("detail", json(event.detail()));
		return json;
	}

	private static JsonObject json(EventDetail detail) {
		JsonObject json = new JsonObject();
		switch (detail) {
		case AgentStarted started -> {
			json.addProperty("agentVersion", started.agentVersion());
			json.addProperty("platform", started.platform());
			json.addProperty("host", started.host());
			addMachine(json, started.machine());
		}
		case AgentStopped stopped -> {
			// says all by its kind
		}
		case SessionStarted started -> json.add("session", json(started.session()));
		case SessionsRunning running -> {
			json.add("sessions", texts(running.sessions().stream().map(UUID::toString).toList()));
		}
		case SessionEnded ended -> {
			json.add("session", json(ended.session()));
			json.addProperty("end", ended.end().toEpochMilli());
			json.addProperty("exact", ended.exact());
			json.addProperty("reason", ended.reason().name());
		}
		case Trouble trouble -> {
			json.addProperty("severity", trouble.severity().name());
			json.addProperty("code", trouble.code());
			json.addProperty("message", trouble.message());
		}
		case ActionSeen seen -> {
			json.add("use", json(seen.use()));
			json.addProperty("action", seen.action().toEpochMilli());
			json.addProperty("change", seen.change().name());
		}
		case ConsentSeen seen -> {
			json.addProperty("server", seen.server());
			json.addProperty("applicationId", seen.applicationId());
			json.addProperty("product", seen.product());
			json.addProperty("user", seen.user());
			json.addProperty("consent", seen.consent().name());
			json.add("uses", texts(seen.uses().stream().map(UUID::toString).toList()));
			json.addProperty("help", seen.help());
		}
		case ProductsRegistered registered -> {
			json.addProperty("outcome", registered.outcome().name());
			json.addProperty("message", registered.message());
			JsonArray products = new JsonArray();
			registered.products().forEach(product -> products.add(json(product)));
			json.add("products", products);
		}
		case InputSeen seen -> {
			json.add("sessions", texts(seen.sessions().stream().map(UUID::toString).toList()));
			json.addProperty("input", seen.input().name());
			json.addProperty("since", seen.since().toEpochMilli());
		}
		}
		return json;
	}

	private static JsonObject json(RegisteredProduct product) {
		JsonObject json = new JsonObject();
		json.addProperty("feature", product.feature());
		json.addProperty("key", product.key());
		json.addProperty("version", product.version());
		json.addProperty("selectedKey", product.selectedKey());
		json.addProperty("selectedVersion", product.selectedVersion());
		json.addProperty("method", product.method().name());
		json.add("methods", texts(product.methods().stream().sorted().map(Enum::name).toList()));
		return json;
	}

	private static JsonObject json(WatchRule rule) {
		JsonObject json = new JsonObject();
		json.addProperty("server", rule.server());
		json.addProperty("applicationId", rule.applicationId());
		json.addProperty("product", rule.product());
		json.addProperty("kind", rule.kind().name());
		json.addProperty("path", rule.path());
		rule.commandLine().ifPresent(expression -> json.addProperty("commandLine", expression));
		rule.usageFiles().ifPresent(files -> json.add("usageFiles", json(files)));
		return json;
	}

	private static JsonObject json(UsageFiles files) {
		JsonArray consent = new JsonArray();
		for (ConsentSource source : files.consent()) {
			JsonObject json = new JsonObject();
			json.addProperty("kind", source.kind().name());
			json.addProperty("place", source.place());
			json.addProperty("value", source.value());
			json.addProperty("yes", source.yes());
			consent.add(json);
		}
		JsonObject json = new JsonObject();
		json.addProperty("firstYear", files.firstYear());
		json.addProperty("lastYear", files.lastYear());
		json.add("folders", texts(files.folders()));
		json.addProperty("names", files.names());
		json.add("consent", consent);
		json.addProperty("help", files.help());
		return json;
	}

	private static JsonObject json(UseInfo use) {
		JsonObject json = new JsonObject();
		json.addProperty("key", use.key().toString());
		json.addProperty("server", use.server());
		json.addProperty("applicationId", use.applicationId());
		json.addProperty("product", use.product());
		json.addProperty("version", use.version());
		json.addProperty("host", use.host());
		json.addProperty("user", use.user());
		return json;
	}

	private static JsonArray texts(List<String> texts) {
		JsonArray array = new JsonArray();
		texts.forEach(array::add);
		return array;
	}

	private static JsonObject json(SessionInfo session) {
		JsonObject json = new JsonObject();
		json.addProperty("key", session.key().toString());
		json.addProperty("server", session.server());
		json.addProperty("applicationId", session.applicationId());
		json.addProperty("product", session.product());
		json.addProperty("kind", session.kind().name());
		json.addProperty("version", session.version());
		json.addProperty("host", session.host());
		json.addProperty("user", session.user());
		json.addProperty("pid", session.pid());
		session.processStart().ifPresent(start -> json.addProperty("processStart", start.toEpochMilli()));
		json.addProperty("path", session.path());
		session.use().ifPresent(use -> json.addProperty("use", use.toString()));
		if (!session.osSession().isEmpty()) {
			json.addProperty("osSession", session.osSession());
		}
		return json;
	}

	private static byte[] bytes(JsonObject json) {
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	// ---- reading

	/**
	 * Reads a body up to a limit.
	 *
	 * @param in   the body after gzip was undone; is not closed
	 * @param most most bytes it may have
	 * @return the bytes
	 * @throws IOException       when it cannot be read
	 * @throws ProtocolException when it has more
	 */
	public static byte[] readBody(InputStream in, int most) throws IOException, ProtocolException {
		byte[] body = in.readNBytes(most);
		if (body.length == most && in.read() >= 0) {
			throw new ProtocolException("", "The body is larger than " + most + " bytes.");
		}
		return body;
	}

	static EnrolmentString enrolmentString(byte[] json) throws ProtocolException {
		return Fields.read(json, fields -> {
			URI address;
			try {
				address = new URI(fields.text("address"));
			} catch (URISyntaxException e) {
				throw new IllegalArgumentException("address: is not an address", e);
			}
			return new EnrolmentString(address, fields.text("fingerprint"), fields.text("token"));
		});
	}

	/**
	 * @param json UTF-8
	 * @return the request
	 * @throws ProtocolException when it is none
	 */
	public static EnrolmentRequest enrolmentRequest(byte[] json) throws ProtocolException {
		return Fields.read(json, fields -> new EnrolmentRequest(fields.integer("protocol"), fields.text("token"),
				fields.uuid("installationId"), fields.text("host"), fields.text("platform"),
				fields.text("agentVersion"), machine(fields)));
	}

	/**
	 * @param json UTF-8
	 * @return the answer
	 * @throws ProtocolException when it is none
	 */
	public static EnrolmentAnswer enrolmentAnswer(byte[] json) throws ProtocolException {
		return Fields.read(json, Codec::identity);
	}

	private static EnrolmentAnswer identity(Fields fields) {
		return new EnrolmentAnswer(fields.text("agentId"), fields.text("secret"));
	}

	/**
	 * @param json UTF-8
	 * @return the configuration
	 * @throws ProtocolException when it is none
	 */
	public static AgentConfiguration agentConfiguration(byte[] json) throws ProtocolException {
		return Fields.read(json, fields -> new AgentConfiguration(fields.text("etag"),
				fields.object("intervals",
						intervals -> new Intervals(intervals.duration("scan"), intervals.duration("liveness"),
								intervals.duration("heartbeat"))),
				fields.objects("watch", Protocol.MAX_RULES, Codec::rule),
				fields.has("disclosure") ? fields.object("disclosure", Codec::disclosure) : Disclosure.CLEAR,
				fields.has("registrations") && fields.flag("registrations"), fields.has("input") && fields.flag("input"),
				fields.has("examination") ? Optional.of(fields.object("examination", Codec::examination)) : Optional.empty()));
	}

	private static WatchRule rule(Fields fields) {
		return new WatchRule(fields.text("server"), fields.text("applicationId"), fields.text("product"),
				fields.constant("kind", WatchRule.Kind.class), fields.text("path"),
				fields.has("commandLine") ? Optional.of(fields.text("commandLine")) : Optional.empty(),
				fields.has("usageFiles") ? Optional.of(fields.object("usageFiles", Codec::usageFiles)) : Optional.empty());
	}

	private static ExaminationRequest examination(Fields fields) {
		return new ExaminationRequest(fields.uuid("id"), fields.flag("all"),
				fields.has("trial") ? Optional.of(fields.object("trial", Codec::rule)) : Optional.empty());
	}

	/**
	 * @param json UTF-8
	 * @return what came of an examination
	 * @throws ProtocolException when it is no such report
	 */
	public static ExaminationReport examinationReport(byte[] json) throws ProtocolException {
		return Fields.read(json, fields -> new ExaminationReport(fields.uuid("id"), fields.instant("at"),
				fields.objects("findings", Protocol.MAX_FINDINGS,
						finding -> new Finding(finding.constant("level", Finding.Level.class), finding.text("topic"),
								finding.text("text"), finding.text("advice"))),
				fields.objects("processes", Protocol.MAX_SEEN,
						seen -> new Seen(seen.number("count"), seen.number("pid"), seen.text("user"), seen.text("program"),
								seen.text("server"), seen.constant("outcome", ExaminationReport.Outcome.class), seen.text("why"))),
				fields.number("others")));
	}

	private static Disclosure disclosure(Fields fields) {
		return switch (fields.constant("mode", Disclosure.Mode.class)) {
		case CLEAR -> Disclosure.CLEAR;
		case PSEUDONYM -> new Disclosure.Pseudonym(fields.text("key"));
		case COUNTS -> new Disclosure.Counts();
		};
	}

	/**
	 * @param json UTF-8
	 * @return the batch
	 * @throws ProtocolException when it is none
	 */
	public static EventBatch eventBatch(byte[] json) throws ProtocolException {
		return Fields.read(json, fields -> new EventBatch(fields.integer("protocol"), fields.uuid("run"),
				fields.instant("sentAt"), fields.number("sentMono"), fields.text("agentVersion"), fields.text("host"),
				fields.text("platform"), fields.text("trouble"),
				fields.objects("events", Protocol.MAX_EVENTS, Codec::event)));
	}

	/**
	 * @param json UTF-8
	 * @return the event
	 * @throws ProtocolException when it is none
	 */
	public static AgentEvent agentEvent(byte[] json) throws ProtocolException {
		return Fields.read(json, Codec::event);
	}

	/**
	 * @param kind the kind of event the detail belongs to
	 * @param json as {@link #encode(EventDetail)} made it
	 * @return the detail
	 * @throws ProtocolException when it is none of that kind
	 */
	public static EventDetail eventDetail(EventDetail.Kind kind, String json) throws ProtocolException {
		return Fields.read(json.getBytes(StandardCharsets.UTF_8), fields -> detail(kind, fields));
	}

	/**
	 * @param json UTF-8
	 * @return the session
	 * @throws ProtocolException when it is none
	 */
	public static SessionInfo sessionInfo(byte[] json) throws ProtocolException {
		return Fields.read(json, Codec::session);
	}

	/**
	 * @param json UTF-8
	 * @return the acknowledgement
	 * @throws ProtocolException when it is none
	 */
	public static Acknowledgement acknowledgement(byte[] json) throws ProtocolException {
		return Fields.read(json, fields -> new Acknowledgement(fields.object("acknowledged", Codec::stored),
				fields.has("identity") ? Optional.of(fields.object("identity", Codec::identity)) : Optional.empty()));
	}

	private static Map<UUID, Long> stored(Fields runs) {
		Map<UUID, Long> acknowledged = new LinkedHashMap<>();
		for (String run : runs.names()) {
			acknowledged.put(uuid(run), runs.number(run));
		}
		return acknowledged;
	}

	/**
	 * @param json UTF-8; a reason that is not known is taken for INTERNAL
	 * @return the problem
	 * @throws ProtocolException when it is none
	 */
	public static Problem problem(byte[] json) throws ProtocolException {
		return Fields.read(json, fields -> new Problem(
				Fields.constant(Problem.Reason.class, fields.text("reason")).orElse(Problem.Reason.INTERNAL),
				fields.text("message")));
	}

	private static AgentEvent event(Fields fields) {
		EventDetail.Kind kind = fields.constant("kind", EventDetail.Kind.class);
		return new AgentEvent(fields.uuid("run"), fields.number("sequence"), fields.instant("at"),
				fields.number("mono"), fields.object("detail", detail -> detail(kind, detail)));
	}

	private static EventDetail detail(EventDetail.Kind kind, Fields fields) {
		return switch (kind) {
		case AGENT_STARTED -> new AgentStarted(fields.text("agentVersion"), fields.text("platform"),
				fields.text("host"), machine(fields));
		case AGENT_STOPPED -> new AgentStopped();
		case SESSION_STARTED -> new SessionStarted(fields.object("session", Codec::session));
		case SESSIONS_RUNNING -> new SessionsRunning(fields.uuids("sessions", Protocol.MAX_RUNNING));
		case SESSION_ENDED -> new SessionEnded(fields.object("session", Codec::session), fields.instant("end"),
				fields.flag("exact"), fields.constant("reason", EndReason.class));
		case DIAGNOSTIC -> new Trouble(fields.constant("severity", Severity.class), fields.text("code"),
				fields.text("message"));
		case USAGE_ACTION -> new ActionSeen(fields.object("use", Codec::use), fields.instant("action"),
				fields.constant("change", Change.class));
		case USAGE_CONSENT -> new ConsentSeen(fields.text("server"), fields.text("applicationId"), fields.text("product"),
				fields.text("user"), fields.constant("consent", Consent.class), fields.uuids("uses", UsageFiles.MOST),
				fields.text("help"));
		case PRODUCTS_REGISTERED -> new ProductsRegistered(fields.constant("outcome", Registrations.class),
				fields.text("message"), fields.objects("products", Protocol.MAX_REGISTERED, Codec::registered));
		case SESSION_INPUT -> new InputSeen(fields.uuids("sessions", Protocol.MAX_INPUT),
				fields.constant("input", Input.class), fields.instant("since"));
		};
	}

	private static RegisteredProduct registered(Fields fields) {
		return new RegisteredProduct(fields.text("feature"), fields.text("key"), fields.text("version"),
				fields.text("selectedKey"), fields.text("selectedVersion"),
				fields.constant("method", RegisteredProduct.Method.class),
				Set.copyOf(fields.constants("methods", RegisteredProduct.Method.class)));
	}

	private static UsageFiles usageFiles(Fields fields) {
		return new UsageFiles(fields.integer("firstYear"), fields.integer("lastYear"),
				fields.texts("folders", UsageFiles.MOST), fields.text("names"),
				fields.objects("consent", UsageFiles.MOST,
						source -> new ConsentSource(source.constant("kind", ConsentSource.Kind.class), source.text("place"),
								source.text("value"), source.text("yes"))),
				fields.text("help"));
	}

	private static UseInfo use(Fields fields) {
		return new UseInfo(fields.uuid("key"), fields.text("server"), fields.text("applicationId"),
				fields.text("product"), fields.text("version"), fields.text("host"), fields.text("user"));
	}

	private static SessionInfo session(Fields fields) {
		return new SessionInfo(fields.uuid("key"), fields.text("server"), fields.text("applicationId"),
				fields.text("product"), fields.constant("kind", WatchRule.Kind.class), fields.text("version"),
				fields.text("host"), fields.text("user"), fields.number("pid"),
				fields.has("processStart") ? Optional.of(fields.instant("processStart")) : Optional.empty(),
				fields.text("path"), fields.has("use") ? Optional.of(fields.uuid("use")) : Optional.empty(),
				fields.has("osSession") ? fields.text("osSession") : "");
	}

	private static UUID uuid(String text) {
		// UUID.fromString takes shorter texts as well, which would then be written in another form.
		if (text.length() != 36) {
			throw new IllegalArgumentException(": is not a UUID");
		}
		try {
			return UUID.fromString(text);
		} catch (IllegalArgumentException e) {
			throw new IllegalArgumentException(": is not a UUID", e);
		}
	}

	/** The fields of one JSON object. What is wrong is an IllegalArgumentException that begins with the field. */
	private record Fields(JsonObject object) {

		/** Reads a whole text, whose outermost value is an object. */
		static <T> T read(byte[] json, Function<Fields, T> reader) throws ProtocolException {
			JsonElement element;
			try (JsonReader text = new JsonReader(
					new StringReader(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString()))) {
				text.setStrictness(Strictness.STRICT);
				element = JsonParser.parseReader(text);
				if (text.peek() != JsonToken.END_DOCUMENT) {
					throw new ProtocolException("", "The text goes on after its JSON.");
				}
			} catch (CharacterCodingException e) {
				throw new ProtocolException("", "The text is not UTF-8.");
			} catch (IOException | JsonParseException | NumberFormatException e) {
				throw new ProtocolException("", "The text is not JSON.");
			}
			if (!element.isJsonObject()) {
				throw new ProtocolException("", "The text is not a JSON object.");
			}
			try {
				return reader.apply(new Fields(element.getAsJsonObject()));
			} catch (IllegalArgumentException e) {
				String message = e.getMessage();
				int colon = message.indexOf(": ");
				throw colon < 0 ? new ProtocolException("", message)
						: new ProtocolException(message.substring(0, colon), message.substring(colon + 2));
			}
		}

		static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
			for (E constant : type.getEnumConstants()) {
				if (constant.name().equals(name)) {
					return Optional.of(constant);
				}
			}
			return Optional.empty();
		}

		Iterable<String> names() {
			return object.keySet();
		}

		boolean has(String name) {
			return object.has(name) && !object.get(name).isJsonNull();
		}

		private JsonElement element(String name) {
			if (!has(name)) {
				throw new IllegalArgumentException(name + ": is missing");
			}
			return object.get(name);
		}

		private JsonPrimitive primitive(String name, String expected, Function<JsonPrimitive, Boolean> fits) {
			JsonElement element = element(name);
			if (!element.isJsonPrimitive() || !fits.apply(element.getAsJsonPrimitive())) {
				throw new IllegalArgumentException(name + ": is not " + expected);
			}
			return element.getAsJsonPrimitive();
		}

		String text(String name) {
			return primitive(name, "a text", JsonPrimitive::isString).getAsString();
		}

		boolean flag(String name) {
			return primitive(name, "true or false", JsonPrimitive::isBoolean).getAsBoolean();
		}

		long number(String name) {
			String digits = primitive(name, "a number", JsonPrimitive::isNumber).getAsString();
			// Long.parseLong refuses fractions and exponents and what does not fit, which is what is wanted.
			try {
				return Long.parseLong(digits);
			} catch (NumberFormatException e) {
				throw new IllegalArgumentException(name + ": is not a whole number in range", e);
			}
		}

		int integer(String name) {
			long number = number(name);
			if (number != (int) number) {
				throw new IllegalArgumentException(name + ": is not a whole number in range");
			}
			return (int) number;
		}

		Instant instant(String name) {
			return Instant.ofEpochMilli(Checks.range(name, number(name), 0, Protocol.MAX_EPOCH_MILLIS));
		}

		Duration duration(String name) {
			return Duration.ofMillis(Checks.range(name, number(name), 0, Integer.MAX_VALUE));
		}

		UUID uuid(String name) {
			return within(name, () -> Codec.uuid(text(name)), "");
		}

		<E extends Enum<E>> E constant(String name, Class<E> type) {
			return constant(type, text(name))
					.orElseThrow(() -> new IllegalArgumentException(name + ": is not one of "
							+ List.of(type.getEnumConstants())));
		}

		<T> T object(String name, Function<Fields, T> reader) {
			JsonElement element = element(name);
			if (!element.isJsonObject()) {
				throw new IllegalArgumentException(name + ": is not an object");
			}
			return within(name, () -> reader.apply(new Fields(element.getAsJsonObject())), ".");
		}

		<T> List<T> objects(String name, int most, Function<Fields, T> reader) {
			return list(name, most, element -> {
				if (!element.isJsonObject()) {
					throw new IllegalArgumentException(": is not an object");
				}
				return reader.apply(new Fields(element.getAsJsonObject()));
			});
		}

		List<UUID> uuids(String name, int most) {
			return list(name, most, element -> Codec.uuid(text(element)));
		}

		<E extends Enum<E>> List<E> constants(String name, Class<E> type) {
			return list(name, type.getEnumConstants().length, element -> constant(type, text(element))
					.orElseThrow(() -> new IllegalArgumentException(": is not one of " + List.of(type.getEnumConstants()))));
		}

		List<String> texts(String name, int most) {
			return list(name, most, Fields::text);
		}

		private static String text(JsonElement element) {
			if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
				throw new IllegalArgumentException(": is not a text");
			}
			return element.getAsString();
		}

		private <T> List<T> list(String name, int most, Function<JsonElement, T> reader) {
			JsonElement element = element(name);
			if (!element.isJsonArray()) {
				throw new IllegalArgumentException(name + ": is not a list");
			}
			JsonArray array = element.getAsJsonArray();
			if (array.size() > most) {
				throw new IllegalArgumentException(name + ": has more than " + most + " entries");
			}
			List<T> values = new ArrayList<>(array.size());
			for (int i = 0; i < array.size(); i++) {
				JsonElement entry = array.get(i);
				values.add(within(name + "[" + i + "]", () -> reader.apply(entry), "."));
			}
			return values;
		}

		/** Puts the path in front of what a reader of an inner value complains about. */
		private static <T> T within(String path, Supplier<T> reader, String separator) {
			try {
				return reader.get();
			} catch (IllegalArgumentException e) {
				String message = e.getMessage();
				throw new IllegalArgumentException(
						message.startsWith(": ") ? path + message : path + separator + message, e);
			}
		}
	}
}
