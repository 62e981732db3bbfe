package org.lictor.simulator.site;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A licence server of the company's own, whose state a script writes to an XML file, as License Statistics' custom servers do.
 * Such a file knows nothing of the past, so there are licences in use since the site was opened; but it tells of the denials of
 * the last hour. Made from the site; the same
 * site gives the same. Immutable.
 */
public final class CustomServer {

	/** The time zone of the file. */
	public static final String ZONE = "UTC";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
	private static final int SHORTEST = 5 * 60;
	private static final int LONGEST = 70 * 60;
	private static final int LONGEST_BREAK = 40 * 60;

	/**
	 * What it hands out.
	 *
	 * @param name  of the feature
	 * @param seats so many
	 * @param users who take one now and then, no more than there are seats
	 */
	public record Feature(String name, int seats, int users) {
	}

	private static final List<Feature> FEATURES = List.of(new Feature("Flow Solver", 12, 9), new Feature("Mesher", 6, 6),
			new Feature("Crash Solver", 4, 2), new Feature("Post Processor", 25, 14));

	/**
	 * Somebody was refused a licence.
	 *
	 * @param at      when, whole seconds
	 * @param user    who, as the operating system names the user
	 * @param host    where
	 * @param feature what was asked for
	 * @param reason  why
	 */
	public record Refusal(Instant at, String user, String host, String feature, String reason) {
	}

	/** How far the file reaches back with denials: much further than the interval at which it is polled. */
	static final Duration REFUSALS_TOLD = Duration.ofHours(1);
	private static final String FULL = "All licences are in use";
	private static final String NOT_NAMED = "Not among those who may use it";
	/** People who would like a licence while all are in use, of each feature that can be. */
	private static final int WAITING = 2;
	private static final int ASKS_AGAIN = 20;

	private final Site site;

	/** @param site whose people use it */
	public CustomServer(Site site) {
		this.site = site;
	}

	/** @return what it hands out */
	public List<Feature> features() {
		return FEATURES;
	}

	/**
	 * @param until a time
	 * @return the checkouts that began before it, since the site was opened, by feature and start
	 */
	public List<Stint> checkouts(Instant until) {
		List<Stint> checkouts = new ArrayList<>();
		for (Feature feature : FEATURES) {
			List<Stint> of = new ArrayList<>();
			for (int user = 0; user < feature.users(); user++) {
				add(feature, user, until, of);
			}
			of.sort(Comparator.comparing(Stint::start).thenComparing(Stint::host));
			checkouts.addAll(of);
		}
		return checkouts;
	}

	/**
	 * Who finds all licences in use asks once more after some seconds; one person asks for what others may use.
	 *
	 * @param until a time
	 * @return who was refused before it, since the site was opened, by moment, feature and host
	 */
	public List<Refusal> refusals(Instant until) {
		List<Stint> checkouts = checkouts(until);
		List<Refusal> refusals = new ArrayList<>();
		for (Feature feature : FEATURES) {
			if (feature.users() == feature.seats()) {
				List<Stint> of = checkouts.stream().filter(checkout -> checkout.product().equals(feature.name())).toList();
				for (int person = 0; person < WAITING; person++) {
					asks(feature, feature.users() + person, until, 12 * 60).stream().filter(each -> isFull(feature, of, each.at())).forEach(refusals::add);
				}
			}
		}
		Feature others = FEATURES.get(2);
		asks(others, others.users(), until, 40 * 60).stream()
				.map(each -> new Refusal(each.at(), each.user(), each.host(), each.feature(), NOT_NAMED)).forEach(refusals::add);
		refusals.sort(Comparator.comparing(Refusal::at).thenComparing(Refusal::feature).thenComparing(Refusal::host));
		return refusals;
	}

	private List<Refusal> asks(Feature feature, int number, Instant until, int longest) {
		SplittableRandom random = random(feature, number);
		String user = site.account().person(random.nextInt(site.account().people())).userName();
		List<Refusal> asks = new ArrayList<>();
		Instant at = site.opened().plusSeconds(random.nextInt(60, 180));
		while (at.isBefore(until)) {
			for (Instant each : List.of(at, at.plusSeconds(ASKS_AGAIN))) {
				if (each.isBefore(until)) {
					asks.add(new Refusal(each, user, "lin-%02d".formatted(number + 1), feature.name(), FULL));
				}
			}
			at = at.plusSeconds(random.nextInt(60, longest));
		}
		return asks;
	}

	private static boolean isFull(Feature feature, List<Stint> checkouts, Instant at) {
		return checkouts.stream().filter(checkout -> !checkout.start().isAfter(at) && checkout.end().isAfter(at)).count() == feature.seats();
	}

	private SplittableRandom random(Feature feature, int user) {
		return new SplittableRandom((site.account().options().seed() * 31 + feature.name().hashCode()) * 1_000_003 + user);
	}

	private void add(Feature feature, int user, Instant until, List<Stint> checkouts) {
		SplittableRandom random = random(feature, user);
		String name = site.account().person(random.nextInt(site.account().people())).userName();
		// as it is when one comes to look: some are at work already
		Instant start = site.opened().plusSeconds(random.nextInt(LONGEST_BREAK / 4));
		while (start.isBefore(until)) {
			Instant end = start.plus(Duration.ofSeconds(random.nextInt(SHORTEST, LONGEST)));
			checkouts.add(new Stint("lin-%02d".formatted(user + 1), name, feature.name(), "", start, end));
			start = end.plusSeconds(random.nextInt(60, LONGEST_BREAK));
		}
	}

	/**
	 * @param at a time
	 * @return the file as it is then
	 */
	String xml(Instant at) {
		List<Stint> open = checkouts(at.plusMillis(1)).stream().filter(checkout -> checkout.end().isAfter(at)).toList();
		List<Refusal> refused = refusals(at.plusMillis(1)).stream().filter(refusal -> !refusal.at().isBefore(at.minus(REFUSALS_TOLD))).toList();
		StringWriter text = new StringWriter();
		try {
			XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
			xml.writeStartDocument();
			xml.writeStartElement("CUSTOM_STAT");
			xml.writeAttribute("VENDOR", "custom_demo");
			for (Feature feature : FEATURES) {
				List<Stint> users = open.stream().filter(checkout -> checkout.product().equals(feature.name())).toList();
				xml.writeStartElement("USAGE");
				xml.writeAttribute("FEATURE", feature.name());
				xml.writeAttribute("USED_LICENSES", Integer.toString(users.size()));
				xml.writeAttribute("TOTAL_LICENSES", Integer.toString(feature.seats()));
				for (Stint user : users) {
					xml.writeEmptyElement("USER");
					xml.writeAttribute("USERNAME", user.user());
					xml.writeAttribute("HOSTNAME", user.host());
					xml.writeAttribute("USED_LICENSES", "1");
					xml.writeAttribute("CHECKOUT_TIME", TIME.format(user.start()));
				}
				for (Refusal refusal : refused.stream().filter(each -> each.feature().equals(feature.name())).toList()) {
					xml.writeEmptyElement("DENIAL");
					xml.writeAttribute("TIME", TIME.format(refusal.at()));
					xml.writeAttribute("USERNAME", refusal.user());
					xml.writeAttribute("HOSTNAME", refusal.host());
					xml.writeAttribute("LICENSES", "1");
					xml.writeAttribute("REASON", refusal.reason());
				}
				xml.writeEndElement();
			}
			xml.writeEndDocument();
			xml.close();
		} catch (XMLStreamException e) {
			throw new IllegalStateException("a text takes everything", e);
		}
		return text.toString();
	}

	/**
	 * Writes the file anew, in one piece.
	 *
	 * @param file that a server polls
	 * @param at   the time
	 * @throws IOException when it cannot be written
	 */
	public void write(Path file, Instant at) throws IOException {
		Path next = file.resolveSibling(file.getFileName() + ".next");
		Files.writeString(next, xml(at));
		Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}
}
