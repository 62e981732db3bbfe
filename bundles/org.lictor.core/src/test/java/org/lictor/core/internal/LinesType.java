package org.lictor.core.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import org.lictor.model.Account;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.ConsentSource;
import org.lictor.spi.DayRange;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.PollResult;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.UsageFiles;
import org.lictor.spi.WatchedApplication;

/**
 * A server type whose evidence is lines of words: {@code seats PRODUCT N}, {@code assigned MAIL PRODUCT},
 * {@code day MAIL PRODUCT DATE} (of a part of a collection, {@code COLLECTION/PART}), {@code used PRODUCT N TOTAL}, {@code holds USER HOST PRODUCT}, {@code member GROUP MAIL},
 * {@code account ID HASH MAIL FIRST LAST}, {@code team NAME BENEFIT}, {@code tokens CONTRACT MONTH CATEGORY N}, {@code contract NUMBER
 * N}, {@code summary MAIL PRODUCT DAYS LAST}, {@code session REFERENCE USER HOST PRODUCT START SECONDS}; where a team fits, it may
 * stand behind, and behind that the last day of seats, the tokens and version of a day. A version may stand behind a session, the
 * moment since when behind {@code holds}. Behind a colon the product says that it is {@code floating}. A dash stands for nothing, lines that begin with {@code note} say nothing. Lines that begin with {@code all} name a complete list, {@code
 * teams} whose lists these are, {@code days FROM UNTIL} of which days all usage is told; at the line {@code crash} the parser fails. What polls bring is set by tests.
 */
public class LinesType implements ServerType {

	/** Its usual id. */
	public static final String ID = "lines";

	private final String id;

	/** With the usual id. */
	public LinesType() {
		this(ID);
	}

	/** @param id of the type */
	public LinesType(String id) {
		this.id = id;
	}

	/** What this version of the parser puts before the names of products that are owned. */
	public volatile String reads = "";
	/** The version of the parser. */
	public volatile String parser = "1";
	/** The names of all evidence that was read, as often as it was. */
	public final List<String> read = new CopyOnWriteArrayList<>();
	/** How many monitors are open. */
	public final AtomicInteger open = new AtomicInteger();

	/** What the next poll gives, where it needs the monitor's context; else {@link #poll} is asked. */
	public volatile Optional<Function<MonitorContext, PollResult>> ask = Optional.empty();
	/** What the next poll gives. */
	public volatile Supplier<PollResult> poll = () -> new PollResult.NothingToPoll("Servers of lines live on files.");

	@Override
	public String id() {
		return id;
	}

	@Override
	public String label() {
		return "Lines";
	}

	@Override
	public String description() {
		return "Lines of words.";
	}

	@Override
	public ConfigurationSchema schema() {
		return ConfigurationSchema.of(
				Field.optional("interval", "Interval", Field.Kind.DURATION, "How often.").withDefault("5m"),
				Field.optional("prefix", "Prefix", Field.Kind.TEXT, "Put before the names of products that are owned."),
				Field.optional("password", "Password", Field.Kind.SECRET, "A secret."));
	}

	@Override
	public Set<Capability> capabilities() {
		return EnumSet.allOf(Capability.class);
	}

	@Override
	public Optional<String> registeredProduct(String key) {
		return key.startsWith("001") ? Optional.of("AutoCAD of " + key) : Optional.empty();
	}

	@Override
	public List<WatchedApplication> applications() {
		return List.of(new WatchedApplication("acad", "AutoCAD", WatchedApplication.Kind.INTERACTIVE,
				"AutoCAD (?<version>20[0-9]{2})/acad", Optional.empty(),
				Optional.of(new UsageFiles(2010, 2019, List.of("{home}/AutoCAD {year}"), "*.avro",
						List.of(new ConsentSource(ConsentSource.Kind.FILE, "{home}/consent.json", "optIn", "true")), "Tick it."))));
	}

	@Override
	public Verification verify(Configuration configuration, MonitorContext context, Call call) {
		return new Verification(Status.up(context.secrets().secret("password").map(String::new).orElse("no password")),
				List.of());
	}

	@Override
	public Monitor open(Configuration configuration, MonitorContext context) {
		open.incrementAndGet();
		return new Monitor() {
			@Override
			public PollResult poll(Call call) {
				return ask.map(each -> each.apply(context)).orElseGet(poll);
			}

			@Override
			public void close() {
				open.decrementAndGet();
			}
		};
	}

	@Override
	public String parserVersion() {
		return parser;
	}

	@Override
	public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
		read.add(evidence.name());
		Set<CompleteList> complete = EnumSet.noneOf(CompleteList.class);
		Set<String> teams = new java.util.HashSet<>();
		Optional<DayRange> days = Optional.empty();
		long number = 0;
		long rejected = 0;
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(evidence.content().open(), StandardCharsets.UTF_8))) {
			String line;
			while ((line = reader.readLine()) != null) {
				number++;
				if (number == 1 && line.startsWith("no lines")) {
					return new Interpretation.Refused(Diagnostic.error("These are no lines.", Place.of(evidence.name(), 1)), false);
				}
				String[] words = line.split(" ");
				if (words[0].equals("all")) {
					complete.add(CompleteList.valueOf(words[1]));
				} else if (words[0].equals("teams")) {
					teams.addAll(List.of(words[1].split(",")));
				} else if (words[0].equals("days")) {
					days = Optional.of(new DayRange(LocalDate.parse(words[1]), LocalDate.parse(words[2])));
				} else if (words[0].equals("crash")) {
					throw new IllegalStateException("crash");
				} else if (!tell(words, reads + configuration.text("prefix").orElse(""), sink)) {
					rejected++;
					sink.report(Diagnostic.warning("Not understood.", Place.of(evidence.name(), number)));
				}
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return new Interpretation.Understood("Lines", number, rejected, rejected == 0 ? complete : Set.of(), teams,
				rejected == 0 ? days : Optional.empty());
	}

	/** What stands there, a dash for nothing. */
	private static String word(String[] words, int index) {
		return index < words.length && !words[index].equals("-") ? words[index] : "";
	}

	private static Product bought(String word) {
		String[] parts = word.split("/");
		return new Product(parts[0], "", LicenceType.NAMED_USER, parts.length > 1 ? parts[1] : "");
	}

	private static Product used(String[] words) {
		Product product = bought(words[2]);
		return new Product(product.name(), word(words, 6), word(words, 5).isEmpty() ? product.type() : LicenceType.FLEX, product.feature());
	}

	private static Product shared(String word) {
		String[] parts = word.split(":");
		return new Product(parts[0], "", parts.length > 1 ? LicenceType.FLOATING : LicenceType.NAMED_USER, "");
	}

	private static boolean tell(String[] words, String prefix, ObservationSink sink) {
		switch (words[0]) {
		case "seats" -> sink.observe(new Observation.Entitlement(Product.namedUser(prefix + words[1]), "", "C", Long.parseLong(words[2]),
				Optional.empty(), Optional.of(word(words, 4)).filter(day -> !day.isEmpty()).map(LocalDate::parse), "Active", true,
				word(words, 3)));
		case "assigned" -> sink.observe(new Observation.Assignment(Account.ofEmail(words[1]), Product.namedUser(words[2]),
				Optional.empty(), Optional.empty(), word(words, 3)));
		case "member" -> sink.observe(new Observation.GroupMember(words[1], "", Account.ofEmail(words[2]), word(words, 3)));
		case "account" -> sink.observe(new Observation.AccountSeen(
				new Account(word(words, 1), word(words, 2), word(words, 3), word(words, 4), word(words, 5)), "", ""));
		case "team" -> sink.observe(new Observation.Team("", words[1], List.of(words[2])));
		case "tokens" -> sink.observe(new Observation.TokenUse(words[1], YearMonth.parse(words[2]), words[3],
				new BigDecimal(words[4]), OptionalLong.empty()));
		case "contract" -> sink.observe(new Observation.TokenContract(words[1], "", Optional.empty(), Optional.empty(),
				Optional.of(new BigDecimal(words[2])), ""));
		case "summary" -> sink.observe(new Observation.UsageSummary(Account.ofEmail(words[1]), Product.namedUser(words[2]),
				OptionalLong.of(Long.parseLong(words[3])), Optional.empty(), Optional.of(LocalDate.parse(words[4]))));
		case "session" -> sink.observe(new Observation.UsageSession(words[1],
				new Product(words[4], word(words, 7), LicenceType.NAMED_USER, ""), words[2], words[3],
				Instant.parse(words[5]), Optional.of(Instant.parse(words[5]).plusSeconds(Long.parseLong(words[6]))),
				Optional.empty()));
		case "denied" -> sink.observe(new Observation.Denial(Instant.parse(words[1]), shared(words[4]), word(words, 2), word(words, 3),
				word(words, 5).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words[5])), word(words, 6)));
		case "note" -> {
			// says nothing
		}
		case "day" -> sink.observe(new Observation.UsageDay(Account.ofEmail(words[1]), used(words), LocalDate.parse(words[3]),
				Optional.of(word(words, 5)).filter(tokens -> !tokens.isEmpty()).map(BigDecimal::new), word(words, 4)));
		case "used" -> sink.observe(new Observation.Sample(shared(words[1]), Long.parseLong(words[2]),
				OptionalLong.of(Long.parseLong(words[3])), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
		case "holds" -> sink.observe(new Observation.Checkout(shared(words[3]), words[1], words[2], 1,
				Optional.of(word(words, 4)).filter(since -> !since.isEmpty()).map(Instant::parse).orElse(Site.MONDAY.minusSeconds(60)),
				Optional.empty()));
		default -> {
			return false;
		}
		}
		return true;
	}
}
