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
 * Such a file knows nothing of the past, so there are licences in use since the site was opened. Made from the site; the same
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

	private void add(Feature feature, int user, Instant until, List<Stint> checkouts) {
		SplittableRandom random = new SplittableRandom((site.account().options().seed() * 31 + feature.name().hashCode()) * 1_000_003 + user);
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
