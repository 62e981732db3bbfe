package org.lictor.adapter.autodesk.internal.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.lictor.adapter.autodesk.internal.cloud.Json;
import org.lictor.adapter.autodesk.internal.cloud.TeamContext;
import org.lictor.adapter.autodesk.internal.export.EvidenceName;
import org.lictor.adapter.autodesk.internal.export.Products;
import org.lictor.adapter.autodesk.internal.export.Values;
import org.lictor.model.Account;
import org.lictor.model.Diagnostic;
import org.lictor.model.FileTrouble;
import org.lictor.model.LicenceType;
import org.lictor.model.Place;
import org.lictor.model.Product;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

/**
 * Reads an answer in JSON as a stream. What it means is told by the question, which stands in the evidence's name.
 *
 * <p>A member that is not known is passed over. A value of another kind than expected spoils its record alone; text that
 * is no JSON spoils the answer, of which nothing is used then, because a list that is not whole is no list.
 */
public final class AnswerReader {

	private static final int LONGEST_LIST = 1_000_000;
	private static final int LARGEST_CONTEXTS = 4 << 20;

	private final Evidence evidence;
	private final EvidenceName asked;
	private final Products products;
	private final ObservationSink sink;
	private final List<Observation> found = new ArrayList<>();
	private long records;
	private long rejected;

	/** The caller wants no more. */
	private static final class Stopped extends Exception {
		private static final long serialVersionUID = 1L;
	}

	/**
	 * @param evidence an answer
	 * @param asked    its name
	 * @param products what names of products mean
	 * @param sink     takes what it says
	 */
	public AnswerReader(Evidence evidence, EvidenceName asked, Products products, ObservationSink sink) {
		this.evidence = evidence;
		this.asked = asked;
		this.products = products;
		this.sink = sink;
	}

	/**
	 * Reads the answer.
	 *
	 * @return whether it was understood
	 */
	public Interpretation read() {
		if (sink.cancelled()) {
			return Interpretation.CANCELLED;
		}
		try {
			String what = switch (asked.what()) {
			case "CONTEXTS" -> contexts();
			case "CONTRACTS", "CONTRACT" -> contracts();
			case "SUMMARY" -> summary();
			case "QUERY" -> query();
			case "TOKENS" -> tokens();
			case "ENRICHMENT" -> enrichment();
			default -> throw new MalformedJsonException("");
			};
			for (Observation observation : found) {
				if (sink.cancelled()) {
					return Interpretation.CANCELLED;
				}
				sink.observe(observation);
			}
			return new Interpretation.Understood(what, records, rejected, Set.of());
		} catch (Stopped e) {
			return Interpretation.CANCELLED;
		} catch (MalformedJsonException | IllegalStateException | NumberFormatException | java.io.EOFException e) {
			return refused("This answer of Autodesk was not understood. It was kept; a newer version of Lictor may understand it.");
		} catch (IOException e) {
			return refused("The answer cannot be read: " + FileTrouble.why(e) + ".");
		}
	}

	private Interpretation refused(String why) {
		return new Interpretation.Refused(Diagnostic.error(why, Place.of(evidence.name())), false);
	}

	private void tell(Observation observation) throws IOException {
		if (found.size() >= LONGEST_LIST) {
			throw new MalformedJsonException("too long");
		}
		found.add(observation);
	}

	private void reject(String field, String message) {
		rejected++;
		sink.report(Diagnostic.error(message + " The record was left out.", Place.of(evidence.name(), records).field(field)));
	}

	// ---- teams -------------------------------------------------------------------------------------------------------

	private String contexts() throws IOException {
		byte[] bytes;
		try (InputStream in = evidence.content().open()) {
			bytes = in.readNBytes(LARGEST_CONTEXTS);
		}
		List<TeamContext> teams = TeamContext.in(bytes).orElseThrow(() -> new MalformedJsonException("no teams"));
		for (TeamContext team : teams) {
			records++;
			tell(new Observation.Team(team.id(), team.alias(), team.benefits()));
		}
		return "Teams";
	}

	// ---- contracts ---------------------------------------------------------------------------------------------------

	private String contracts() throws IOException, Stopped {
		try (JsonReader json = open()) {
			if (json.peek() == JsonToken.BEGIN_ARRAY) {
				json.beginArray();
				while (json.hasNext()) {
					contract(json);
				}
				json.endArray();
			} else {
				contract(json);
			}
			end(json);
		}
		return asked.what().equals("CONTRACTS") ? "Token Flex contracts" : "Token Flex contract";
	}

	private void contract(JsonReader json) throws IOException, Stopped {
		goOn();
		records++;
		Map<String, String> values = new HashMap<>();
		BigDecimal tokens = BigDecimal.ZERO;
		boolean told = false;
		json.beginObject();
		while (json.hasNext()) {
			String name = json.nextName();
			if (name.equals("contractYears") && json.peek() == JsonToken.BEGIN_ARRAY) {
				json.beginArray();
				while (json.hasNext()) {
					Optional<BigDecimal> year = Values.decimal(members(json).getOrDefault("provisionedTokens", ""));
					told |= year.isPresent();
					tokens = tokens.add(year.orElse(BigDecimal.ZERO));
				}
				json.endArray();
			} else {
				values.put(name, value(json));
			}
		}
		json.endObject();
		Optional<BigDecimal> all = Values.decimal(values.getOrDefault("multiyearProvisionedTokens", ""));
		if (told || all.isPresent()) {
			tokens = tokens.add(all.orElse(BigDecimal.ZERO));
			told = true;
		}
		String number = values.getOrDefault("contractNumber", "");
		if (number.isBlank()) {
			reject("contractNumber", "The contract has no number.");
			return;
		}
		String active = values.getOrDefault("isActive", "");
		tell(new Observation.TokenContract(number, values.getOrDefault("contractName", ""),
				Values.day(values.getOrDefault("contractStartDate", "")), Values.day(values.getOrDefault("contractEndDate", "")),
				told ? Optional.of(tokens) : Optional.empty(),
				active.equals("true") ? "Active" : active.equals("false") ? "Inactive" : values.getOrDefault("status", "")));
	}

	private String enrichment() throws IOException, Stopped {
		try (JsonReader json = open()) {
			goOn();
			json.skipValue();
			end(json);
		}
		return "Token Flex enrichment";
	}

	// ---- tokens ------------------------------------------------------------------------------------------------------

	private record Use(YearMonth month, String category) {
	}

	private static final class Sum {
		private BigDecimal tokens = BigDecimal.ZERO;
		private OptionalLong users = OptionalLong.empty();
		private int parts;
	}

	/** A month may stand in two years of a contract: its tokens are those of both; its users are told only when it does not. */
	private void add(Map<Use, Sum> sums, Map<String, String> row, String category) {
		records++;
		Optional<YearMonth> month = month(row.getOrDefault("usageMonth", ""));
		Optional<BigDecimal> tokens = signed(row.getOrDefault("tokensConsumed", ""));
		if (month.isEmpty() || tokens.isEmpty()) {
			reject(month.isEmpty() ? "usageMonth" : "tokensConsumed", "A month and a number of tokens are needed.");
			return;
		}
		Sum sum = sums.computeIfAbsent(new Use(month.get(), category), key -> new Sum());
		sum.tokens = sum.tokens.add(tokens.get());
		sum.users = sum.parts++ == 0 ? Values.whole(row.getOrDefault("uniqueUsers", "")) : OptionalLong.empty();
	}

	/** A month is told by its first day, or without a day. */
	private static Optional<YearMonth> month(String text) {
		return Values.day(text.matches("[0-9]{4}-[0-9]{2}") ? text + "-01" : text).map(YearMonth::from);
	}

	/** Tokens that are given back count below zero. */
	private static Optional<BigDecimal> signed(String text) {
		return text.startsWith("-") ? Values.decimal(text.substring(1)).map(BigDecimal::negate) : Values.decimal(text);
	}

	private void tell(Map<Use, Sum> sums) throws IOException {
		for (Map.Entry<Use, Sum> each : sums.entrySet()) {
			tell(new Observation.TokenUse(asked.get("contract"), each.getKey().month(), each.getKey().category(),
					each.getValue().tokens.stripTrailingZeros().scale() < 0 ? each.getValue().tokens.setScale(0) : each.getValue().tokens,
					each.getValue().users));
		}
	}

	private String summary() throws IOException, Stopped {
		Map<Use, Sum> sums = new LinkedHashMap<>();
		try (JsonReader json = open()) {
			json.beginArray();
			while (json.hasNext()) {
				goOn();
				Map<String, String> row = members(json);
				add(sums, row, row.getOrDefault("usageCategory", ""));
			}
			json.endArray();
			end(json);
		}
		tell(sums);
		return "Token Flex summary";
	}

	private String query() throws IOException, Stopped {
		Map<Use, Sum> sums = new LinkedHashMap<>();
		for (Map<String, String> row : rows()) {
			String product = row.getOrDefault("productName", "");
			String category = row.getOrDefault("usageCategory", "");
			add(sums, row, product.isBlank() ? category : category + " / " + products.name(product));
		}
		tell(sums);
		return "Token Flex query";
	}

	private String tokens() throws IOException, Stopped {
		for (Map<String, String> row : rows()) {
			records++;
			Optional<LocalDate> day = Values.day(row.getOrDefault("usageDate", ""));
			Optional<BigDecimal> tokens = Values.decimal(row.getOrDefault("tokens", ""));
			String written = row.getOrDefault("productName", "");
			Optional<Account> account = account(row);
			if (day.isEmpty() || written.isBlank() || account.isEmpty()) {
				reject(day.isEmpty() ? "usageDate" : written.isBlank() ? "productName" : "userId", "Day, product and person are needed.");
				continue;
			}
			String name = products.name(written);
			String child = row.getOrDefault("childProductName", "");
			String ran = child.isBlank() ? name : products.name(child);
			tell(new Observation.UsageDay(account.get(),
					new Product(name, row.getOrDefault("version", ""), LicenceType.FLEX, ran.equals(name) ? "" : ran), day.get(), tokens,
					asked.get("alias")));
		}
		return "Flex tokens by day";
	}

	private static Optional<Account> account(Map<String, String> row) {
		String id = shown(row.getOrDefault("userId", ""));
		String hash = shown(row.getOrDefault("hashedUserId", ""));
		String mail = shown(row.getOrDefault("emailAddress", ""));
		mail = mail.contains("@") ? mail : "";
		return id.isBlank() && hash.isBlank() && mail.isBlank() ? Optional.empty()
				: Optional.of(new Account(id, hash, mail, shown(row.getOrDefault("firstName", "")), shown(row.getOrDefault("lastName", ""))));
	}

	private static String shown(String text) {
		return text.contains("***") ? "" : text.strip();
	}

	// ---- JSON --------------------------------------------------------------------------------------------------------

	/** The rows of all pages, each by the names of its columns. */
	private List<Map<String, String>> rows() throws IOException, Stopped {
		List<Map<String, String>> all = new ArrayList<>();
		try (JsonReader json = open()) {
			if (json.peek() == JsonToken.BEGIN_ARRAY) {
				json.beginArray();
				while (json.hasNext()) {
					page(json, all);
				}
				json.endArray();
			} else {
				page(json, all);
			}
			end(json);
		}
		return all;
	}

	private void page(JsonReader json, List<Map<String, String>> all) throws IOException, Stopped {
		List<String> columns = new ArrayList<>();
		List<List<String>> rows = new ArrayList<>();
		table(json, columns, rows, 0);
		if (columns.isEmpty()) {
			throw new MalformedJsonException("no columns");
		}
		for (List<String> row : rows) {
			Map<String, String> values = new HashMap<>();
			for (int i = 0; i < Math.min(columns.size(), row.size()); i++) {
				values.put(columns.get(i), row.get(i));
			}
			all.add(values);
			if (all.size() > LONGEST_LIST) {
				throw new MalformedJsonException("too long");
			}
		}
	}

	/** Columns and rows stand in the page itself, or in a member {@code result}; in any order. */
	private void table(JsonReader json, List<String> columns, List<List<String>> rows, int depth) throws IOException, Stopped {
		json.beginObject();
		while (json.hasNext()) {
			String name = json.nextName();
			if (name.equals("columns") && json.peek() == JsonToken.BEGIN_ARRAY) {
				columns.addAll(texts(json));
			} else if (name.equals("rows") && json.peek() == JsonToken.BEGIN_ARRAY) {
				json.beginArray();
				while (json.hasNext()) {
					goOn();
					rows.add(texts(json));
				}
				json.endArray();
			} else if (name.equals("result") && depth == 0 && json.peek() == JsonToken.BEGIN_OBJECT) {
				table(json, columns, rows, 1);
			} else {
				json.skipValue();
			}
		}
		json.endObject();
	}

	private static List<String> texts(JsonReader json) throws IOException {
		List<String> texts = new ArrayList<>();
		json.beginArray();
		while (json.hasNext()) {
			texts.add(value(json));
		}
		json.endArray();
		return texts;
	}

	private static Map<String, String> members(JsonReader json) throws IOException {
		Map<String, String> members = new HashMap<>();
		json.beginObject();
		while (json.hasNext()) {
			members.put(json.nextName(), value(json));
		}
		json.endObject();
		return members;
	}

	/** @return a single value as text; empty for null, and for a list or an object, which is passed over */
	private static String value(JsonReader json) throws IOException {
		return switch (json.peek()) {
		case STRING, NUMBER -> number(json.nextString());
		case BOOLEAN -> Boolean.toString(json.nextBoolean());
		default -> {
			json.skipValue();
			yield "";
		}
		};
	}

	/** A whole number may come as 60.0. */
	private static String number(String text) {
		return text.endsWith(".0") && text.length() <= 20 && text.matches("-?[0-9]+\\.0") ? text.substring(0, text.length() - 2) : text;
	}

	private JsonReader open() throws IOException {
		return Json.reader(evidence.content().open());
	}

	private static void end(JsonReader json) throws IOException {
		if (json.peek() != JsonToken.END_DOCUMENT) {
			throw new MalformedJsonException("more than one answer");
		}
	}

	private void goOn() throws Stopped {
		if (sink.cancelled()) {
			throw new Stopped();
		}
	}
}
