package org.lictor.adapter.autodesk.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes workbooks, also such as no program makes. */
public final class WorkbookFixture {

	private final Map<String, String> parts = new LinkedHashMap<>();
	private final List<String> sheets = new ArrayList<>();

	/** A workbook with texts in its cells, without shared texts and styles. */
	public WorkbookFixture() {
		parts.put("_rels/.rels", "<Relationships><Relationship Id=\"r1\" Type=\"http://x/officeDocument\" Target=\"xl/workbook.xml\"/>"
				+ "</Relationships>");
	}

	/**
	 * @param name its name
	 * @param rows the rows, all cells texts
	 * @return this
	 */
	public WorkbookFixture sheet(String name, List<List<String>> rows) {
		StringBuilder data = new StringBuilder();
		for (int i = 0; i < rows.size(); i++) {
			data.append("<row r=\"").append(i + 1).append("\">");
			for (String cell : rows.get(i)) {
				data.append("<c t=\"inlineStr\"><is><t>").append(escaped(cell)).append("</t></is></c>");
			}
			data.append("</row>");
		}
		return rawSheet(name, data.toString());
	}

	/**
	 * @param name its name
	 * @param csv  rows of cells parted by commas, without quotes
	 * @return this
	 */
	public WorkbookFixture sheet(String name, String csv) {
		return sheet(name, csv.lines().map(line -> List.of(line.split(",", -1))).toList());
	}

	/**
	 * @param name its name
	 * @param data the XML of its rows
	 * @return this
	 */
	public WorkbookFixture rawSheet(String name, String data) {
		sheets.add(name);
		parts.put("xl/worksheets/sheet" + sheets.size() + ".xml",
				"<worksheet><sheetData>" + data + "</sheetData></worksheet>");
		return this;
	}

	/**
	 * @param name the name of a part
	 * @param text what stands in it
	 * @return this
	 */
	public WorkbookFixture part(String name, String text) {
		parts.put(name, text);
		return this;
	}

	/** @return the file */
	public byte[] bytes() {
		Map<String, String> all = new LinkedHashMap<>(parts);
		StringBuilder list = new StringBuilder("<workbook xmlns:r=\"http://r\">"
				+ (parts.containsKey("1904") ? "<workbookPr date1904=\"1\"/>" : "") + "<sheets>");
		StringBuilder relations = new StringBuilder("<Relationships>");
		for (int i = 1; i <= sheets.size(); i++) {
			list.append("<sheet name=\"").append(sheets.get(i - 1)).append("\" sheetId=\"").append(i).append("\" r:id=\"s").append(i)
					.append("\"/>");
			relations.append("<Relationship Id=\"s").append(i).append("\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet")
					.append(i).append(".xml\"/>");
		}
		relations.append("<Relationship Id=\"t\" Type=\"http://x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>");
		relations.append("<Relationship Id=\"y\" Type=\"http://x/styles\" Target=\"styles.xml\"/></Relationships>");
		all.putIfAbsent("xl/workbook.xml", list.append("</sheets></workbook>").toString());
		all.putIfAbsent("xl/_rels/workbook.xml.rels", relations.toString());
		all.putIfAbsent("xl/sharedStrings.xml", "<sst/>");
		all.putIfAbsent("xl/styles.xml", "<styleSheet/>");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, String> part : all.entrySet()) {
				ZipEntry entry = new ZipEntry(part.getKey());
				entry.setTime(0);
				zip.putNextEntry(entry);
				zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes.toByteArray();
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}
}
