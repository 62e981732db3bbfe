package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The interface {@code tokenflex/v1}: contracts, their usage by month, queries, and exports by request.
 *
 * <p>Products that are metered by machine (VRED, Arnold, RenderNode) are told with user and machine in each other's place, as
 * since 2021-12-01. A query is DONE at once when jobs take no time here, as the documentation allows. Limits for
 * each user: 50 calls in a minute, and 5 a minute over 8 hours; 50 export requests under way. Silent: whether there may be more
 * than one minute with 50 in 8 hours; here there may, as long as 8 hours have no more than 2400.
 *
 * <p>Silent: what the list of contracts holds of each; here what the contract holds without its years. Silent: the shape of
 * enrichment; here the ten custom fields, all unused. Silent: how moments are written; here in ISO with {@code Z}. Silent: what
 * of a product metered by machine counts as its user in {@code uniqueUsers}; here the person.
 */
final class TokenFlex {

	static final String STORAGE = "/storage/tokenflex/";
	private static final int BURST = 50;
	private static final Duration SUSTAINED_PER = Duration.ofHours(8);
	private static final int SUSTAINED = 5 * 60 * 8;
	private static final int MOST_OUTSTANDING = 50;
	/** Results live at least five minutes; here ten. */
	private static final Duration QUERY_LIFE = Duration.ofMinutes(10);

	private static final Set<String> EXPORT_ONLY = Set.of("chargedItemID", "chargeCategory", "sessionStartDate", "sessionEndDate",
			"licenseServerTimeZoneOffset", "hubId", "hubName");
	private static final Set<String> FIELDS = Set.of("productLineCode", "productName", "userName", "usageDate", "usageMonth",
			"contractYear", "usageCategory", "customField1", "customField2", "customField3", "customField4", "customField5",
			"customField6", "customField7", "customField8", "customField9", "customField10", "productVersion", "productFeatureCode",
			"machineName", "licenseServerName", "usageType", "reasonType", "reasonComment", "transactionDate", "tokenPool");
	private static final Set<String> METRICS = Set.of("tokensConsumed", "uniqueUsers", "uniqueProducts");
	private static final Query.Vocabulary IN_QUERIES = new Query.Vocabulary(FIELDS, Set.of(), METRICS);
	private static final Query.Vocabulary IN_EXPORTS = new Query.Vocabulary(union(FIELDS, EXPORT_ONLY), Set.of(), METRICS);
	private static final Set<String> CATEGORIES = Set.of("DESKTOP_PRODUCT", "CLOUD_PRODUCT", "CLOUD_SERVICE", "MANUAL_ADJUSTMENT",
			"MANUAL_CONSUMPTION");

	/** A query that was asked. */
	private record Asked(Instant at, FlexContract contract, Query query, Set<String> categories, boolean failed) {
	}

	/** An export that was requested. */
	private static final class Requested {
		private String key;
		private Instant at;
		private Instant started;
		private FlexContract contract;
		private Query query;
		private Set<String> categories;
		private String fileName;
		private boolean failed;
		private String signature = "";
		private Instant expires = Instant.EPOCH;
		private boolean given;
	}

	private final TokenFlexData data;
	private final Ledger ledger;
	private final Authentication authentication;
	private final Faults faults;
	private final InstantSource clock;
	private final SimulatorOptions options;
	private final Map<String, Asked> asked = new HashMap<>();
	private final Map<String, Requested> requested = new LinkedHashMap<>();
	private final Map<String, Map<Ledger.MonthAndCategory, Ledger.Tokens>> months = new HashMap<>();
	private final Results results = new Results();
	private final Budget budget;

	TokenFlex(SimulatorOptions options, Authentication authentication, Faults faults, Budget budget) {
		this.budget = budget;
		this.options = options;
		this.data = options.account().tokenFlex();
		this.ledger = new Ledger(options.account());
		this.authentication = authentication;
		this.faults = faults;
		this.clock = options.clock();
	}

	private static Set<String> union(Set<String> one, Set<String> other) {
		Set<String> union = new LinkedHashSet<>(one);
		union.addAll(other);
		return Set.copyOf(union);
	}

	Answer answer(Call call) {
		Optional<Tokens.Grant> grant = authentication.who(call);
		Optional<Answer> refused = Insights.refusal(call, grant, faults);
		if (refused.isPresent()) {
			return refused.get();
		}
		String user = grant.flatMap(Tokens.Grant::user).orElse("");
		Optional<Duration> wait = budget.take("token flex, a minute " + user, BURST, Duration.ofMinutes(1))
				.or(() -> budget.take("token flex " + user, SUSTAINED, SUSTAINED_PER));
		if (wait.isPresent()) {
			return Answer.quota(wait.get());
		}
		List<String> segments = call.segments();
		String area = segments.size() > 2 ? segments.get(2) : "";
		if (area.equals("contract") && segments.size() == 3 && call.method().equals("GET")) {
			return contracts();
		}
		Optional<FlexContract> contract = segments.size() > 3 ? data.contract(segments.get(3)) : Optional.empty();
		if (contract.isEmpty()) {
			// The documentation of several calls names 400 for what does not exist.
			return segments.size() > 3 ? Answer.problem(400, "The contract does not exist.", "") : Insights.notFound();
		}
		List<String> rest = segments.subList(4, segments.size());
		return switch (area) {
		case "contract" -> contract(call, contract.get(), rest);
		case "usage" -> usage(call, contract.get(), rest);
		case "export" -> export(call, contract.get(), rest);
		default -> Insights.notFound();
		};
	}

	// ---- contracts -----------------------------------------------------------------------------------------------------

	private Answer contracts() {
		JsonArray contracts = new JsonArray();
		data.contracts().forEach(contract -> contracts.add(head(contract)));
		return Answer.json(contracts);
	}

	private JsonObject head(FlexContract contract) {
		LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
		JsonObject json = new JsonObject();
		json.addProperty("contractNumber", contract.number());
		json.addProperty("contractName", contract.name());
		json.addProperty("contractStartDate", contract.from().toString());
		json.addProperty("contractEndDate", contract.until().toString());
		json.addProperty("isActive", !today.isBefore(contract.from()) && !today.isAfter(contract.until()));
		return json;
	}

	private Answer contract(Call call, FlexContract contract, List<String> rest) {
		if (!call.method().equals("GET") || rest.size() > 2) {
			return Insights.notFound();
		}
		JsonObject whole = whole(contract);
		if (rest.isEmpty()) {
			return Answer.json(whole);
		}
		if (rest.get(0).equals("enrichment")) {
			JsonArray categories = new JsonArray();
			for (int i = 1; i <= 10; i++) {
				JsonObject category = new JsonObject();
				category.addProperty("category", "customField" + i);
				category.add("values", new JsonArray());
				categories.add(category);
			}
			if (rest.size() == 1) {
				return Answer.json(categories);
			}
			return categories.asList().stream().filter(each -> each.getAsJsonObject().get("category").getAsString().equals(rest.get(1)))
					.findFirst().map(Answer::json).orElseGet(Insights::notFound);
		}
		if (rest.size() > 1 || !whole.has(rest.get(0))) {
			return Answer.problem(400, "The contract has no such field.", "");
		}
		JsonObject field = new JsonObject();
		field.add(rest.get(0), whole.get(rest.get(0)));
		return Answer.json(field);
	}

	private JsonObject whole(FlexContract contract) {
		JsonObject json = head(contract);
		json.addProperty("multiyearProvisionedTokens", contract.multiYear());
		JsonArray years = new JsonArray();
		long multiYear = contract.multiYear();
		for (FlexContract.Year year : contract.years()) {
			BigDecimal[] sum = { BigDecimal.ZERO };
			months(contract).forEach((key, tokens) -> {
				if (!key.month().isBefore(YearMonth.from(year.from())) && !key.month().isAfter(YearMonth.from(year.until()))) {
					sum[0] = sum[0].add(tokens.tokens());
				}
			});
			long used = sum[0].setScale(0, java.math.RoundingMode.HALF_UP).longValueExact();
			long consumed = Math.min(used, year.provisioned());
			long fromMulti = Math.min(multiYear, used - consumed);
			JsonObject part = new JsonObject();
			part.addProperty("year", year.number());
			part.addProperty("startDate", year.from().toString());
			part.addProperty("endDate", year.until().toString());
			part.addProperty("provisionedTokens", year.provisioned());
			part.addProperty("consumedTokens", consumed);
			part.addProperty("remainingTokens", year.provisioned() - consumed);
			part.addProperty("multiyearTokensAtStart", multiYear);
			part.addProperty("multiyearConsumedTokens", fromMulti);
			multiYear -= fromMulti;
			years.add(part);
		}
		json.add("contractYears", years);
		return json;
	}

	/** Tokens by month, computed once a day. */
	private synchronized Map<Ledger.MonthAndCategory, Ledger.Tokens> months(FlexContract contract) {
		Instant now = clock.instant();
		return months.computeIfAbsent(contract.number() + " " + ledger.lastKnownDay(now),
				key -> ledger.contractTokens(contract.number(), now));
	}

	// ---- usage ---------------------------------------------------------------------------------------------------------

	private Answer usage(Call call, FlexContract contract, List<String> rest) {
		String what = call.method() + " " + String.join("/", rest.isEmpty() ? List.of("") : rest.subList(0, 1));
		return switch (what + (rest.size() > 1 ? "/" : "")) {
		case "GET summary" -> summary(call, contract);
		case "GET last" -> last(contract);
		case "POST query" -> ask(call, contract);
		case "GET query/" -> rest.size() == 2 ? result(call, rest.get(1)) : Insights.notFound();
		default -> Insights.notFound();
		};
	}

	private Answer summary(Call call, FlexContract contract) {
		YearMonth first;
		YearMonth last;
		try {
			first = call.query("minUsageMonth").map(text -> YearMonth.parse(text.substring(0, Math.min(7, text.length()))))
					.orElse(YearMonth.of(1, 1));
			last = call.query("maxUsageMonth").map(text -> YearMonth.parse(text.substring(0, Math.min(7, text.length()))))
					.orElse(YearMonth.of(9999, 1));
		} catch (DateTimeException e) {
			return Answer.problem(400, "A month is written as 2024-01.", "");
		}
		JsonArray rows = new JsonArray();
		months(contract).forEach((key, tokens) -> {
			int year = year(contract, key.month().atDay(1).isBefore(contract.from()) ? contract.from() : key.month().atDay(1));
			boolean wanted = !key.month().isBefore(first) && !key.month().isAfter(last)
					&& call.query("contractYear").map(text -> text.equals(Integer.toString(year))).orElse(true)
					&& call.query("usageCategory").map(text -> text.equals(key.category())).orElse(true);
			if (wanted) {
				JsonObject row = new JsonObject();
				row.addProperty("usageMonth", key.month().toString());
				row.addProperty("contractYear", year);
				row.addProperty("usageCategory", key.category());
				row.addProperty("uniqueUsers", tokens.users());
				row.addProperty("tokensConsumed", tokens.tokens());
				rows.add(row);
			}
		});
		return Answer.json(rows);
	}

	private static int year(FlexContract contract, LocalDate day) {
		return contract.years().stream().filter(year -> !day.isAfter(year.until())).mapToInt(FlexContract.Year::number).findFirst()
				.orElse(contract.years().size());
	}

	private Answer last(FlexContract contract) {
		Instant now = clock.instant();
		LocalDate last = ledger.lastKnownDay(now);
		Map<String, LocalDate> days = new java.util.TreeMap<>();
		data.sessions(contract, last.minusDays(31), last,
				session -> days.put(session.category() + "\n" + session.charge(), LocalDate.ofInstant(session.start(), ZoneOffset.UTC)));
		JsonArray rows = new JsonArray();
		days.forEach((key, day) -> {
			JsonObject row = new JsonObject();
			row.addProperty("usageCategory", key.split("\n")[0]);
			row.addProperty("chargeCategory", key.split("\n")[1]);
			row.addProperty("lastUsageDate", day.toString());
			row.addProperty("lastProcessDate", LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
			rows.add(row);
		});
		return Answer.json(rows);
	}

	private static Set<String> categories(JsonObject json) throws Condition.WrongQuery {
		Set<String> categories = new LinkedHashSet<>();
		if (json.get("usageCategory") instanceof JsonArray array) {
			for (JsonElement element : array) {
				if (!element.isJsonPrimitive() || !CATEGORIES.contains(element.getAsString())) {
					throw new Condition.WrongQuery("usageCategory names what is not known.");
				}
				categories.add(element.getAsString());
			}
		}
		return categories;
	}

	private synchronized Answer ask(Call call, FlexContract contract) {
		Optional<JsonObject> json = call.json();
		if (json.isEmpty()) {
			return Answer.problem(400, "The body is not a JSON object.", "");
		}
		String id = "query:" + UUID.randomUUID().toString().replace("-", "");
		try {
			asked.put(id, new Asked(clock.instant(), contract, Query.of(json.get(), IN_QUERIES), categories(json.get()),
					faults.strike(call.path(), EnumSet.of(Fault.JOB_FAILED)).isPresent()));
		} catch (Condition.WrongQuery e) {
			return Answer.problem(400, e.getMessage(), "");
		}
		call.detail("query " + contract.number());
		String detail = "/v1/usage/" + contract.number() + "/query/" + id;
		if (options.jobTime().isZero()) {
			JsonObject done = done(call, id, asked.get(id));
			done.addProperty("id", id);
			// the two spellings of the documentation
			done.addProperty("detailUri", detail);
			return Answer.json(done);
		}
		JsonObject answer = new JsonObject();
		answer.addProperty("status", "QUEUED");
		answer.addProperty("id", id);
		answer.addProperty("detail_uri", detail);
		return Answer.json(answer);
	}

	private synchronized Answer result(Call call, String id) {
		Asked query = asked.get(id);
		if (query == null) {
			return Answer.problem(400, "The query does not exist.", "");
		}
		Duration since = Duration.between(query.at(), clock.instant());
		boolean waits = since.compareTo(options.jobTime()) < 0;
		boolean over = since.compareTo(options.jobTime().plus(QUERY_LIFE)) >= 0;
		if (waits || over || query.failed()) {
			JsonObject answer = new JsonObject();
			answer.addProperty("status", waits ? "QUEUED" : over ? "EXPIRED" : "FAILED");
			answer.addProperty("id", id);
			call.detail(answer.get("status").getAsString());
			return Answer.json(answer);
		}
		return Answer.json(done(call, id, query));
	}

	private JsonObject done(Call call, String id, Asked query) {
		int offset = Math.max(0, call.number("offset", 0));
		int limit = Math.clamp(call.number("limit", 100), 1, options.pageLimit());
		Optional<Query.Result> found = results.of(id, () -> run(query.contract(), query.query(), query.categories(), query.at()));
		JsonObject answer = new JsonObject();
		answer.addProperty("status", found.isPresent() ? "DONE" : "FAILED");
		call.detail(answer.get("status").getAsString());
		found.ifPresent(rows -> {
			JsonObject result = new JsonObject();
			result.add("columns", rows.names());
			result.add("rows", rows.page(offset, limit));
			result.addProperty("total", rows.rows().size());
			result.addProperty("offset", offset);
			result.addProperty("limit", limit);
			answer.add("result", result);
		});
		return answer;
	}

	private Optional<Query.Result> run(FlexContract contract, Query query, Set<String> categories, Instant at) {
		return query.run(rows -> data.sessions(contract, contract.from(), ledger.lastKnownDay(at), session -> {
			if (categories.isEmpty() || categories.contains(session.category())) {
				rows.accept(row(contract, session));
			}
		}));
	}

	private static Function<String, Object> row(FlexContract contract, FlexSession session) {
		LocalDate day = LocalDate.ofInstant(session.start(), ZoneOffset.UTC);
		boolean adjustment = session.category().equals("MANUAL_ADJUSTMENT");
		return field -> switch (field) {
		case "productLineCode" -> session.code();
		case "productName" -> session.product();
		case "userName" -> session.machineMetered() ? session.machine() : session.user();
		case "machineName" -> session.machineMetered() ? session.user() : session.machine();
		case "usageDate", "$day" -> day.toString();
		case "usageMonth" -> YearMonth.from(day).toString();
		case "contractYear" -> year(contract, day);
		case "usageCategory" -> session.category();
		case "chargedItemID" -> session.id();
		case "chargeCategory" -> session.charge();
		case "sessionStartDate" -> adjustment ? "" : session.start().toString();
		case "sessionEndDate" -> adjustment ? "" : session.end().toString();
		case "productVersion" -> session.version();
		case "productFeatureCode" -> session.feature();
		case "licenseServerName" -> session.licenceServer();
		case "licenseServerTimeZoneOffset" -> session.licenceServer().isEmpty() ? "" : "+00:00";
		case "usageType" -> session.licenceServer().isEmpty() ? "" : "Normal";
		case "reasonType" -> adjustment ? "Correction" : "";
		case "transactionDate" -> adjustment ? day.toString() : "";
		case "tokenPool" -> adjustment ? "ANNUAL" : "";
		case "$user" -> session.user();
		case "$tokens" -> session.tokens();
		default -> "";
		};
	}

	// ---- exports -------------------------------------------------------------------------------------------------------

	private synchronized Answer export(Call call, FlexContract contract, List<String> rest) {
		if (rest.isEmpty() || !rest.get(0).equals("requests") || rest.size() > 3) {
			return Insights.notFound();
		}
		String key = rest.size() > 1 ? rest.get(1) : "";
		String action = rest.size() > 2 ? rest.get(2) : "";
		switch (call.method() + (key.isEmpty() ? "" : key.equals("markRead") ? " markRead" : " one") + (action.isEmpty() ? "" : " " + action)) {
		case "POST":
			return request(call, contract);
		case "GET":
			return list(call, contract);
		case "POST markRead":
			return Answer.json(new JsonArray());
		default:
			break;
		}
		Requested export = requested.get(key);
		if (export == null || !export.contract.equals(contract)) {
			return Answer.problem(400, "The export request does not exist.", "");
		}
		switch (call.method() + " " + action) {
		case "GET ":
			return described(call, export);
		case "DELETE ":
			requested.remove(key);
			return Answer.status(200);
		case "POST retry":
			if (status(export).equals("Error")) {
				export.failed = false;
				export.started = clock.instant();
			}
			return described(call, export);
		case "POST refreshUrl":
			if (status(export).equals("Download")) {
				renew(export);
			}
			return described(call, export);
		default:
			return Insights.notFound();
		}
	}

	private Answer request(Call call, FlexContract contract) {
		Optional<JsonObject> json = call.json();
		if (json.isEmpty()) {
			return Answer.problem(400, "The body is not a JSON object.", "");
		}
		Requested export = new Requested();
		try {
			export.query = Query.of(json.get(), IN_EXPORTS);
			export.categories = categories(json.get());
		} catch (Condition.WrongQuery e) {
			return Answer.problem(400, e.getMessage(), "");
		}
		if (options.limits() && requested.values().stream().filter(each -> status(each).equals("Requested")).count() >= MOST_OUTSTANDING) {
			return Answer.quota(options.jobTime());
		}
		export.key = UUID.randomUUID().toString();
		export.at = clock.instant();
		export.started = export.at;
		export.contract = contract;
		export.fileName = Query.text(json.get(), "downloadFileName").orElse("export-" + export.key);
		export.failed = faults.strike(call.path(), EnumSet.of(Fault.JOB_FAILED)).isPresent();
		requested.put(export.key, export);
		call.detail("export " + contract.number() + " " + Query.text(json.get(), "where").orElse(""));
		return Answer.json(describe(export, call.base()));
	}

	private Answer list(Call call, FlexContract contract) {
		Instant from;
		Instant to;
		try {
			from = OffsetDateTime.parse(call.query("fromDate").orElse("")).toInstant();
			to = OffsetDateTime.parse(call.query("toDate").orElse("")).toInstant();
		} catch (DateTimeException e) {
			return Answer.problem(400, "fromDate and toDate are required.", "");
		}
		JsonArray all = new JsonArray();
		new ArrayList<>(requested.values()).stream().filter(export -> export.contract.equals(contract))
				.filter(export -> !export.at.isBefore(from) && export.at.isBefore(to))
				.forEach(export -> all.add(describe(export, call.base())));
		return Answer.json(all);
	}

	private String status(Requested export) {
		if (clock.instant().isBefore(export.started.plus(options.jobTime()))) {
			return "Requested";
		}
		return export.failed ? "Error" : "Download";
	}

	private Answer described(Call call, Requested export) {
		call.detail(status(export));
		return Answer.json(describe(export, call.base()));
	}

	private void renew(Requested export) {
		export.given = true;
		export.signature = UUID.randomUUID().toString().replace("-", "");
		export.expires = clock.instant().plus(options.addressLife());
	}

	/** The address is made once; when it has expired another must be asked for. */
	private JsonObject describe(Requested export, String base) {
		String status = status(export);
		if (status.equals("Download") && !export.given) {
			renew(export);
		}
		JsonObject json = new JsonObject();
		json.addProperty("requestKey", export.key);
		json.addProperty("requestStatus", status);
		json.addProperty("requestDate", export.at.toString());
		json.addProperty("contractNumber", export.contract.number());
		json.addProperty("downloadFileName", export.fileName);
		if (status.equals("Download")) {
			json.addProperty("downloadUrl", base + STORAGE + export.key + "?signature=" + export.signature);
			json.addProperty("downloadUrlExpireDate", export.expires.toString());
		}
		return json;
	}

	/** A file, from what stands for a storage service. */
	Answer download(Call call) {
		Requested export;
		synchronized (this) {
			List<String> segments = call.segments();
			export = segments.size() == 3 ? requested.get(segments.get(2)) : null;
			if (call.bearer().isPresent()) {
				return Answer.xml(400, "<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>");
			}
			call.credential(CredentialKind.SIGNED_ADDRESS);
			if (export == null || !export.given || !call.query("signature").equals(Optional.of(export.signature))) {
				return Answer.xml(403, "<Error><Code>SignatureDoesNotMatch</Code><Message>The signature does not match</Message></Error>");
			}
			if (!clock.instant().isBefore(export.expires)) {
				return ExportJobs.expired();
			}
		}
		call.detail("token flex CSV");
		return Answer.stream("text/csv", export.fileName + ".csv", out -> write(export, out));
	}

	/** In portions of a month, so that a long contract fits into memory; with fields of sessions no combination spans months. */
	private void write(Requested export, java.io.OutputStream out) throws IOException {
		boolean byDay = export.query.fields().contains("usageDate") || export.query.fields().contains("chargedItemID")
				|| export.query.fields().contains("sessionStartDate");
		List<Query.Result> one = new ArrayList<>();
		if (!byDay) {
			one.add(run(export.contract, export.query, export.categories, export.at)
					.orElseThrow(() -> new IOException("the export has too many rows")));
		}
		List<String> columns = byDay ? export.query.columns() : one.get(0).columns();
		TableWriter.csv(List.of(new Exports.Table("Export", columns, rows -> {
			if (!byDay) {
				write(one.get(0), rows);
				return;
			}
			LocalDate last = ledger.lastKnownDay(export.at);
			for (LocalDate from = export.contract.from(); !from.isAfter(last) && !from.isAfter(export.contract.until()); from = from.plusDays(31)) {
				LocalDate begin = from;
				LocalDate end = from.plusDays(30).isAfter(last) ? last : from.plusDays(30);
				write(export.query.run(records -> data.sessions(export.contract, begin, end, session -> {
					if (export.categories.isEmpty() || export.categories.contains(session.category())) {
						records.accept(row(export.contract, session));
					}
				})).orElseThrow(() -> new IOException("the export has too many rows")), rows);
			}
		})), out);
	}

	private static void write(Query.Result result, Exports.Rows rows) throws IOException {
		String[] cells = new String[result.columns().size()];
		for (List<Object> row : result.rows()) {
			for (int i = 0; i < cells.length; i++) {
				cells[i] = row.get(i).toString();
			}
			rows.row(cells);
		}
	}
}
