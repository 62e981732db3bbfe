package org.lictor.adapter.autodesk.internal.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.lictor.spi.Content;

/**
 * A workbook in the format of Excel since 2007 (ECMA-376, SpreadsheetML). The parts that are not the rows themselves are
 * read when it is opened: the list of sheets, the shared texts, which styles are dates.
 *
 * <p>Why no library: those that read row by row trust what the file says. A cell may refer to the shared text number
 * 2,000,000,000 or stand in the column ZZZZZZ, and the reader fills memory up to there; a few kilobytes may unfold to
 * gigabytes. A file that anybody may hand in must not be able to do that to a server. What exports need of the format is
 * small.
 */
final class XlsxTables implements Tables {

	private static final String NOT_A_WORKBOOK = "The file is damaged or no Excel workbook. Download it again, or export it as CSV.";

	private final Path file;
	private final ZipFile zip;
	private final XlsxLimits limits;
	private final SharedTexts texts;
	private final DateStyles styles;
	private final Iterator<Sheet> sheets;
	private Optional<XlsxSheet> current = Optional.empty();

	/** A sheet in the list of the workbook. */
	private record Sheet(String name, String part) {
	}

	private XlsxTables(Path file, ZipFile zip, XlsxLimits limits) throws IOException, UnreadableException {
		this.file = file;
		this.zip = zip;
		this.limits = limits;
		String workbook = related("_rels/.rels", "").byType("officeDocument").orElse("xl/workbook.xml");
		int slash = workbook.lastIndexOf('/');
		String folder = workbook.substring(0, slash + 1);
		Relations relations = related(folder + "_rels/" + workbook.substring(slash + 1) + ".rels", folder);
		this.texts = new SharedTexts(limits.sharedTexts());
		Optional<String> shared = relations.byType("sharedStrings");
		if (shared.isPresent()) {
			try (XmlPart part = required(shared.get(), "")) {
				texts.read(part);
			}
		}
		List<Sheet> list = new ArrayList<>();
		boolean date1904;
		try (XmlPart part = required(workbook, "")) {
			date1904 = sheets(part, relations, list);
		}
		if (list.isEmpty()) {
			throw new UnreadableException(NOT_A_WORKBOOK, "", 0);
		}
		this.styles = new DateStyles(date1904);
		Optional<String> style = relations.byType("styles");
		if (style.isPresent()) {
			try (XmlPart part = required(style.get(), "")) {
				styles.read(part);
			}
		}
		this.sheets = list.iterator();
	}

	static XlsxTables open(Content content, XlsxLimits limits) throws IOException, UnreadableException {
		if (content.size() > limits.file()) {
			throw new UnreadableException("The workbook has more than " + (limits.file() >> 20)
					+ " MB, which is more than Lictor reads. Export it as CSV, which may have any size.", "", 0);
		}
		// A ZIP file is read from its end, and content only from its beginning.
		Path file = Files.createTempFile("lictor-", ".xlsx");
		ZipFile zip = null;
		try {
			try (InputStream in = content.open()) {
				Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
			}
			zip = openZip(file);
			return new XlsxTables(file, zip, limits);
		} catch (IOException | UnreadableException | RuntimeException e) {
			if (zip != null) {
				zip.close();
			}
			Files.deleteIfExists(file);
			throw e;
		}
	}

	private static ZipFile openZip(Path file) throws UnreadableException {
		try {
			return new ZipFile(file.toFile());
		} catch (IOException | IllegalArgumentException e) {
			throw new UnreadableException("The workbook is cut off or damaged. Download it again, or export it as CSV.", "", 0);
		}
	}

	@Override
	public Optional<Table> next() throws IOException, UnreadableException {
		closeCurrent();
		if (!sheets.hasNext()) {
			return Optional.empty();
		}
		Sheet sheet = sheets.next();
		XlsxSheet table = new XlsxSheet(sheet.name(), required(sheet.part(), sheet.name()), texts, styles);
		current = Optional.of(table);
		return Optional.of(table);
	}

	@Override
	public Optional<String> remark() {
		return Optional.empty();
	}

	@Override
	public void close() throws IOException {
		try {
			closeCurrent();
			zip.close();
		} finally {
			Files.deleteIfExists(file);
		}
	}

	private void closeCurrent() throws IOException {
		if (current.isPresent()) {
			current.get().close();
			current = Optional.empty();
		}
	}

	/** @return true when days are counted from 1904, as old Macintoshes did */
	private static boolean sheets(XmlPart part, Relations relations, List<Sheet> list) throws IOException, UnreadableException {
		boolean date1904 = false;
		while (part.next()) {
			if (part.starts("workbookPr")) {
				date1904 = part.flag("date1904");
			} else if (part.starts("sheet")) {
				Optional<String> target = part.attribute("id").flatMap(relations::byId);
				if (target.isPresent()) {
					list.add(new Sheet(part.attribute("name").orElse("sheet " + (list.size() + 1)), target.get()));
				}
			}
		}
		return date1904;
	}

	/** What a part refers to. */
	private record Relations(Map<String, String> targets, Map<String, String> types) {

		Optional<String> byId(String id) {
			return Optional.ofNullable(targets.get(id));
		}

		Optional<String> byType(String type) {
			return Optional.ofNullable(types.get(type));
		}
	}

	private Relations related(String name, String folder) throws IOException, UnreadableException {
		Relations relations = new Relations(new HashMap<>(), new HashMap<>());
		Optional<XmlPart> opened = part(name, "");
		if (opened.isEmpty()) {
			return relations;
		}
		try (XmlPart part = opened.get()) {
			while (part.next()) {
				if (part.starts("Relationship")) {
					String target = part.attribute("Target").orElse("");
					String path = target.startsWith("/") ? target.substring(1) : folder + target;
					String type = part.attribute("Type").orElse("");
					relations.targets().put(part.attribute("Id").orElse(""), path);
					relations.types().putIfAbsent(type.substring(type.lastIndexOf('/') + 1), path);
				}
			}
		}
		return relations;
	}

	private XmlPart required(String name, String sheet) throws IOException, UnreadableException {
		return part(name, sheet).orElseThrow(() -> new UnreadableException(NOT_A_WORKBOOK, sheet, 0));
	}

	private Optional<XmlPart> part(String name, String sheet) throws IOException, UnreadableException {
		ZipEntry entry = zip.getEntry(name);
		if (entry == null) {
			return Optional.empty();
		}
		InputStream in;
		try {
			in = zip.getInputStream(entry);
		} catch (IOException | IllegalArgumentException e) {
			throw new UnreadableException(NOT_A_WORKBOOK, sheet, 0);
		}
		return in == null ? Optional.empty() : Optional.of(new XmlPart(in, entry.getCompressedSize(), limits, sheet));
	}
}
