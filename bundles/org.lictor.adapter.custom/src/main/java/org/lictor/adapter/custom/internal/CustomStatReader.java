package org.lictor.adapter.custom.internal;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

import org.lictor.model.Diagnostic;
import org.lictor.model.LicenceType;
import org.lictor.model.Place;
import org.lictor.model.Product;
import org.lictor.spi.Configuration;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.LocatorImpl;

/**
 * Reads one file of a custom server:
 *
 * <pre>
 * &lt;CUSTOM_STAT VENDOR="custom_acme"&gt;
 *   &lt;USAGE FEATURE="solver" USED_LICENSES="2" TOTAL_LICENSES="10" BORROWED_LICENSES="1" EXPIRES="2027-01-31"&gt;
 *     &lt;USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="2" CHECKOUT_TIME="2026-11-03 08:15"/&gt;
 *     &lt;DENIAL TIME="2026-11-03 09:02:17" USERNAME="bob" HOSTNAME="ws2" LICENSES="1" REASON="all in use"/&gt;
 *   &lt;/USAGE&gt;
 * &lt;/CUSTOM_STAT&gt;
 * </pre>
 *
 * The format is that of License Statistics, as its documentation of custom servers describes it: VENDOR begins with
 * {@code custom_}, USERNAME may be missing, CHECKOUT_TIME is the start of continuous use. Times are those of the configured
 * zone; a time that the clock showed twice in autumn is the first of the two, one that it skipped in spring is moved by the
 * skipped hour. Several USAGE elements of one FEATURE are pools of it and are added up. A feature is taken for floating:
 * its licences are counted from a common total. SHARE and EXPIRES are accepted and stay in the evidence; nothing is derived
 * from them so far.
 *
 * <p>DENIAL is Lictor's own: who was refused licences of the feature. All but TIME may be missing. Denials are not of the state:
 * one stays known when it is not in the file any more, and one that stands in many files is one. So a script may write the
 * denials of the last hour or of the last day. Alike ones in one file are as many denials.
 *
 * <p>Everything else is the whole state of the server: a feature or user that is not in it is not used any more. Half a file says
 * nothing, so one that is not well-formed is refused as a whole. One USAGE, USER or DENIAL that cannot be read is reported with its
 * line and left out; the list it belongs to is then not complete.
 *
 * <p>Document type declarations are refused: the format has none, and they are the way of attacks that make a reader fetch
 * other files or grow without end.
 */
final class CustomStatReader {

	/** Changes whenever the same file may give other observations. */
	static final String VERSION = "custom-stat 2";

	/** How many bytes a file may have. Such a file with 100,000 users has about 12 MB. */
	static final int LARGEST = 32 * 1024 * 1024;

	/** How far the clock of the machine that writes may be ahead before somebody should know. */
	private static final Duration TOLERANCE = Duration.ofMinutes(2);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]")
			.withResolverStyle(ResolverStyle.STRICT);

	private static final Set<String> ROOT_ATTRIBUTES = Set.of("VENDOR");
	private static final Set<String> USAGE_ATTRIBUTES = Set.of("FEATURE", "USED_LICENSES", "TOTAL_LICENSES",
			"BORROWED_LICENSES", "SHARE", "EXPIRES");
	private static final Set<String> DENIAL_ATTRIBUTES = Set.of("TIME", "USERNAME", "HOSTNAME", "LICENSES", "REASON");
	private static final Set<String> USER_ATTRIBUTES = Set.of("USERNAME", "HOSTNAME", "USED_LICENSES", "CHECKOUT_TIME",
			"BORROW_EXPIRE_TIME");

	private final Evidence evidence;
	private final ZoneId zone;
	private final Optional<String> expectedVendor;
	private final ObservationSink sink;

	private final Map<String, Pools> features = new LinkedHashMap<>();
	private final Set<CompleteList> complete = EnumSet.of(CompleteList.SAMPLES, CompleteList.CHECKOUTS);
	private final Set<String> unknownSeen = new HashSet<>();
	private Locator locator = new LocatorImpl();
	private String element = "";
	private Attributes attributes = new AttributesImpl();
	private Optional<Product> product = Optional.empty();
	private long records;
	private long rejected;
	private boolean vendorAtFault;

	/**
	 * @param evidence      a file
	 * @param configuration of its server; without a zone, times are UTC
	 * @param sink          takes what the file says
	 */
	CustomStatReader(Evidence evidence, Configuration configuration, ObservationSink sink) {
		this.evidence = evidence;
		this.zone = configuration.zone(CustomServerType.ZONE).orElse(ZoneOffset.UTC);
		this.expectedVendor = configuration.text(CustomServerType.VENDOR);
		this.sink = sink;
	}

	/** @return true when the file was refused because it is of another vendor than the configured one */
	boolean vendorAtFault() {
		return vendorAtFault;
	}

	/**
	 * Reads the file once.
	 *
	 * @return whether it was understood
	 */
	Interpretation read() {
		try (InputStream in = evidence.content().open()) {
			if (evidence.content().size() > LARGEST) {
				return refused("The file is larger than " + LARGEST / 1024 / 1024 + " MB, which no file of a custom server is.", 0);
			}
			secureParser().parse(new InputSource(in));
			return samples();
		} catch (Stopped e) {
			return e.result();
		} catch (SAXParseException e) {
			return notWellFormed(Math.max(0, e.getLineNumber()));
		} catch (SAXException e) {
			return notWellFormed(0);
		} catch (CharConversionException e) {
			return notWellFormed(line());
		} catch (IOException e) {
			return refused("The file cannot be read: " + e.getMessage() + ".", 0);
		}
	}

	private Interpretation notWellFormed(long line) {
		return refused("The file is not well-formed XML from here on. If it was read while it was being written, the next poll "
				+ "will find it whole; otherwise correct the script that writes it.", line);
	}

	/** The parser of the JDK: it reads nothing but the stream it is given, whatever a document type may say. */
	private XMLReader secureParser() throws SAXException {
		try {
			SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
			factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
			factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
			XMLReader reader = factory.newSAXParser().getXMLReader();
			Handler handler = new Handler();
			reader.setContentHandler(handler);
			reader.setErrorHandler(handler);
			reader.setEntityResolver(handler);
			reader.setProperty("http://xml.org/sax/properties/lexical-handler", handler);
			return reader;
		} catch (ParserConfigurationException e) {
			throw new IllegalStateException("the JDK's XML parser lacks what every JDK's has", e);
		}
	}

	/** Ends the parsing with a result. */
	private static final class Stopped extends SAXException {
		private static final long serialVersionUID = 1L;
		private final transient Interpretation result;

		Stopped(Interpretation result) {
			super("stopped");
			this.result = result;
		}

		Interpretation result() {
			return result;
		}
	}

	private final class Handler extends DefaultHandler2 {

		private int depth;

		@Override
		public void setDocumentLocator(Locator place) {
			locator = place;
		}

		@Override
		public void startDTD(String name, String publicId, String systemId) throws SAXException {
			throw new Stopped(refused("The file declares a document type (DOCTYPE). Files of custom servers have none, and it may "
					+ "hide an attack by entities; nothing of the file was used. Remove the declaration.", line()));
		}

		@Override
		public void startElement(String uri, String name, String qualifiedName, Attributes given) throws SAXException {
			if (sink.cancelled()) {
				throw new Stopped(Interpretation.CANCELLED);
			}
			element = name;
			attributes = given;
			depth++;
			if (depth == 1) {
				Optional<Interpretation> stop = root();
				if (stop.isPresent()) {
					throw new Stopped(stop.get());
				}
			} else {
				inside(depth);
			}
		}

		@Override
		public void endElement(String uri, String name, String qualifiedName) {
			if (depth == 2) {
				product = Optional.empty();
			}
			depth--;
		}
	}

	/** @return why the whole file is refused, empty when it is not */
	private Optional<Interpretation> root() {
		String name = element;
		if (!name.equals("CUSTOM_STAT")) {
			return Optional.of(refused("This is not the file of a custom server: it begins with " + name
					+ ", but should begin with CUSTOM_STAT.", line()));
		}
		reportUnknownAttributes(ROOT_ATTRIBUTES);
		String vendor = attribute("VENDOR").orElse("");
		if (!vendor.startsWith("custom_")) {
			return Optional.of(refused("VENDOR is '" + vendor + "', but must begin with custom_.", line()));
		}
		if (expectedVendor.isPresent() && !expectedVendor.get().equals(vendor)) {
			vendorAtFault = true;
			return Optional.of(refused("The file is of the vendor '" + vendor + "', but this server is configured for '"
					+ expectedVendor.get() + "'. Name the right file, or change the vendor.", line()));
		}
		return Optional.empty();
	}

	private void inside(int depth) {
		String name = element;
		if (depth == 2 && name.equals("USAGE")) {
			usage();
		} else if (depth == 3 && name.equals("USER")) {
			user();
		} else if (depth == 3 && name.equals("DENIAL")) {
			denial();
		} else if (unknownSeen.add(name)) {
			sink.report(Diagnostic.warning("There is an element " + name + " that is not known or stands in a wrong place. It was "
					+ "left out, and so are others like it.", place()));
		}
	}

	private void usage() {
		records++;
		reportUnknownAttributes(USAGE_ATTRIBUTES);
		Optional<String> feature = attribute("FEATURE");
		if (feature.isEmpty()) {
			rejected++;
			complete.clear();
			sink.report(Diagnostic.error("FEATURE is missing. This USAGE and its users were left out.", place().field("FEATURE")));
			return;
		}
		product = Optional.of(new Product(feature.get(), "", LicenceType.FLOATING, ""));
		Pools pools = features.computeIfAbsent(feature.get(), name -> new Pools());
		OptionalLong used = needed("USED_LICENSES");
		if (used.isEmpty()) {
			// The use of one pool is not known, so the use of the feature is not known either.
			pools.broken = true;
			rejected++;
			complete.remove(CompleteList.SAMPLES);
		}
		pools.add(used, number("TOTAL_LICENSES", Diagnostic.Severity.WARNING),
				number("BORROWED_LICENSES", Diagnostic.Severity.WARNING));
	}

	private void user() {
		records++;
		reportUnknownAttributes(USER_ATTRIBUTES);
		Optional<Instant> since = time("CHECKOUT_TIME", true);
		OptionalLong licences = needed("USED_LICENSES");
		if (licences.isPresent() && licences.getAsLong() == 0) {
			sink.report(Diagnostic.error("USED_LICENSES is 0, but a user holds at least one licence. It was left out.",
					place().field("USED_LICENSES")));
		}
		if (product.isEmpty() || since.isEmpty() || licences.orElse(0) == 0) {
			rejected++;
			complete.remove(CompleteList.CHECKOUTS);
			return;
		}
		if (since.get().isAfter(evidence.observedAt())) {
			if (since.get().isAfter(evidence.observedAt().plus(TOLERANCE))) {
				sink.report(Diagnostic.warning("CHECKOUT_TIME " + attribute("CHECKOUT_TIME").orElse("") + " in " + zone
						+ " is later than the moment at which the file was read, " + evidence.observedAt()
						+ ", which was taken instead. Is the time zone of this server right?", place().field("CHECKOUT_TIME")));
			}
			since = Optional.of(evidence.observedAt());
		}
		sink.observe(new Observation.Checkout(product.get(), attribute("USERNAME").orElse(""),
				attribute("HOSTNAME").orElse(""), licences.getAsLong(), since.get(), time("BORROW_EXPIRE_TIME", false)));
	}

	/** Its time is not corrected, whatever it is: corrected by the time of reading it would be another denial with each poll. */
	private void denial() {
		records++;
		reportUnknownAttributes(DENIAL_ATTRIBUTES);
		Optional<Instant> at = time("TIME", true);
		if (product.isEmpty() || at.isEmpty()) {
			rejected++;
			return;
		}
		if (at.get().isAfter(evidence.observedAt().plus(TOLERANCE))) {
			sink.report(Diagnostic.warning("TIME " + attribute("TIME").orElse("") + " in " + zone
					+ " is later than the moment at which the file was read, " + evidence.observedAt()
					+ ". Is the time zone of this server right?", place().field("TIME")));
		}
		OptionalLong licences = number("LICENSES", Diagnostic.Severity.WARNING);
		sink.observe(new Observation.Denial(at.get(), product.get(), attribute("USERNAME").orElse(""), attribute("HOSTNAME").orElse(""),
				licences.orElse(0) > 0 ? licences : OptionalLong.empty(), attribute("REASON").orElse("")));
	}

	private Interpretation samples() {
		for (Map.Entry<String, Pools> feature : features.entrySet()) {
			if (sink.cancelled()) {
				return Interpretation.CANCELLED;
			}
			Pools pools = feature.getValue();
			if (!pools.broken) {
				sink.observe(new Observation.Sample(new Product(feature.getKey(), "", LicenceType.FLOATING, ""), pools.used,
						pools.total, pools.borrowed, OptionalLong.empty(), OptionalLong.empty()));
			}
		}
		return new Interpretation.Understood("State of a custom server", records, rejected, complete);
	}

	/** The licences of one feature over all its pools. */
	private static final class Pools {

		private long used;
		private OptionalLong total = OptionalLong.of(0);
		private OptionalLong borrowed = OptionalLong.empty();
		private boolean broken;

		void add(OptionalLong moreUsed, OptionalLong moreTotal, OptionalLong moreBorrowed) {
			used += moreUsed.orElse(0);
			// A total that is told for some pools only is not a total.
			total = total.isPresent() && moreTotal.isPresent() ? OptionalLong.of(total.getAsLong() + moreTotal.getAsLong())
					: OptionalLong.empty();
			if (moreBorrowed.isPresent()) {
				borrowed = OptionalLong.of(borrowed.orElse(0) + moreBorrowed.getAsLong());
			}
		}
	}

	private Optional<String> attribute(String name) {
		return Optional.ofNullable(attributes.getValue("", name)).map(String::strip).filter(value -> !value.isEmpty());
	}

	private OptionalLong needed(String name) {
		if (attribute(name).isEmpty()) {
			sink.report(Diagnostic.error(name + " is missing. This " + element + " was left out.", place().field(name)));
		}
		return number(name, Diagnostic.Severity.ERROR);
	}

	/** @return the value of an attribute, empty when it is missing or no number; the latter is reported */
	private OptionalLong number(String name, Diagnostic.Severity severity) {
		Optional<String> text = attribute(name);
		if (text.isPresent() && text.get().matches("[0-9]{1,9}")) {
			return OptionalLong.of(Long.parseLong(text.get()));
		}
		text.ifPresent(value -> sink.report(new Diagnostic(severity, name + " is '" + shortened(value)
				+ "', but should be a whole number. It was left out.", place().field(name))));
		return OptionalLong.empty();
	}

	private Optional<Instant> time(String name, boolean needed) {
		Optional<String> text = attribute(name);
		if (text.isEmpty()) {
			if (needed) {
				sink.report(Diagnostic.error(name + " is missing. This " + element + " was left out.", place().field(name)));
			}
			return Optional.empty();
		}
		try {
			return Optional.of(LocalDateTime.parse(text.get(), TIME).atZone(zone).toInstant());
		} catch (DateTimeParseException e) {
			String what = name + " is '" + shortened(text.get()) + "', but should be a time such as 2026-11-03 08:15.";
			sink.report(needed ? Diagnostic.error(what + " This " + element + " was left out.", place().field(name))
					: Diagnostic.warning(what + " It was left out.", place().field(name)));
			return Optional.empty();
		}
	}

	private void reportUnknownAttributes(Set<String> known) {
		for (int i = 0; i < attributes.getLength(); i++) {
			String name = attributes.getLocalName(i);
			if (!known.contains(name) && unknownSeen.add(element + " " + name)) {
				sink.report(Diagnostic.warning("The attribute " + name + " of " + element + " is not known. It was left "
						+ "out here and wherever else it stands.", place().field(name)));
			}
		}
	}

	private static String shortened(String text) {
		return text.length() <= 40 ? text : text.substring(0, 40) + "...";
	}

	private long line() {
		return Math.max(0, locator.getLineNumber());
	}

	private Place place() {
		return Place.of(evidence.name(), line());
	}

	private Interpretation refused(String why, long line) {
		return new Interpretation.Refused(Diagnostic.error(why, Place.of(evidence.name(), line)), false);
	}
}
