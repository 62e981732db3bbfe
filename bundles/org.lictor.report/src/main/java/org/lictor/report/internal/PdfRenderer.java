package org.lictor.report.internal;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;

import org.lictor.query.Column;
import org.lictor.query.ResultTable;
import org.lictor.report.CellFormat;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Pages to print: landscape A4, on each page title, moment, zone and page number, and the header of the columns that
 * grids show. Columns are as wide as their texts need; where the page is too narrow long texts wrap. The same table gives
 * the same bytes.
 *
 * <p>Rows are written page by page, but the layout of a hundred rows takes some milliseconds: this is a format for what
 * people read.
 */
public final class PdfRenderer implements Renderer {

	private static final float MARGIN = 28;
	private static final float HEADER = 22;
	private static final float PADDING = 3;
	private static final float SIZE = 8;
	private static final float SMALL = 6;
	/** In points: a dozen letters. A font that leaves columns less is too large. */
	private static final float SMALLEST = 48;
	private static final int WIDTH_ROWS = 2_000;
	private static final int FLUSH_ROWS = 200;
	private static final Color RULE = new Color(0xBB, 0xBB, 0xBB);
	private static final Color SHADE = new Color(0xE8, 0xEC, 0xF0);

	@Override
	public String name() {
		return "pdf";
	}

	@Override
	public String description() {
		return "pages to print, A4 landscape";
	}

	@Override
	public String mediaType() {
		return "application/pdf";
	}

	@Override
	public String fileExtension() {
		return "pdf";
	}

	@Override
	public boolean text() {
		return false;
	}

	@Override
	public void render(ResultTable table, RenderOptions options, OutputStream out) throws IOException {
		try {
			new Paper(table, out).write(options);
		} catch (DocumentException e) {
			throw new IOException("The PDF could not be written: " + e.getMessage(), e);
		}
		out.flush();
	}

	/** The document while it is being written. */
	private static final class Paper {

		private final ResultTable table;
		private final CellFormat format;
		private final List<Column> columns;
		private final int[] indices;
		private final PdfFonts fonts = new PdfFonts();
		private final Document document;
		private final PdfWriter writer;

		Paper(ResultTable table, OutputStream out) throws IOException {
			this.table = table;
			this.format = new CellFormat(table.zone());
			this.columns = table.columns().stream().filter(Column::shown).toList();
			this.indices = columns.stream().mapToInt(column -> table.columnIndex(column.key())).toArray();
			this.document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, MARGIN + HEADER, MARGIN + HEADER);
			this.writer = PdfWriter.getInstance(document, out);
			writer.setCloseStream(false);
			writer.setPageEvent(new PdfPages(fonts, table.title(), Footer.asOf(table), MARGIN));
		}

		void write(RenderOptions options) throws IOException {
			document.addTitle(table.title());
			document.addCreator("Lictor");
			document.open();
			stamp();
			if (table.rowCount() > 0) {
				writeRows(options);
			}
			Font font = fonts.plain(SIZE);
			paragraph(Footer.of(table), font);
			for (String note : table.notes()) {
				paragraph(note, font);
			}
			if (fonts.replaced()) {
				paragraph("Some characters are not in the font of this document; each is shown as \uFFFD.", font);
			}
			document.close();
		}

		/** Date and identity of the file come from the table instead of from the clock. */
		private void stamp() {
			PdfDictionary info = writer.getInfo();
			info.put(PdfName.CREATIONDATE,
					new PdfDate(GregorianCalendar.from(ZonedDateTime.ofInstant(table.asOf(), table.zone()))));
			byte[] id = digest(table.report() + '\n' + table.title() + '\n' + table.asOf() + '\n' + table.rowCount());
			info.put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
		}

		private static byte[] digest(String text) {
			try {
				byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
				return Arrays.copyOf(whole, 16);
			} catch (NoSuchAlgorithmException e) {
				throw new IllegalStateException("every Java platform has SHA-256", e);
			}
		}

		private void paragraph(String text, Font font) {
			Paragraph paragraph = new Paragraph(fonts.printable(text), font);
			paragraph.setSpacingBefore(4);
			document.add(paragraph);
		}

		private void writeRows(RenderOptions options) throws IOException {
			float available = document.right() - document.left();
			float size = SIZE;
			double[] widths = ColumnWidths.fit(wanted(size), available, 0);
			if (Arrays.stream(widths).max().orElse(available) < SMALLEST) {
				size = SMALL;
				widths = ColumnWidths.fit(wanted(size), available, 0);
			}
			Font font = fonts.plain(size);
			PdfPTable grid = new PdfPTable(columns.size());
			grid.setTotalWidth(floats(widths));
			grid.setLockedWidth(true);
			grid.setHorizontalAlignment(PdfPTable.ALIGN_LEFT);
			for (Column column : columns) {
				PdfPCell cell = cell(CellFormat.heading(column), column, fonts.bold(size));
				cell.setBackgroundColor(SHADE);
				grid.addCell(cell);
			}
			grid.setHeaderRows(1);
			grid.setComplete(false);
			Rows.each(table, options.progress(), row -> {
				for (int index = 0; index < indices.length; index++) {
					Column column = columns.get(index);
					grid.addCell(cell(format.text(table.value(row, indices[index]), column.type()), column, font));
				}
				if (row % FLUSH_ROWS == FLUSH_ROWS - 1) {
					document.add(grid);
				}
			});
			grid.setComplete(true);
			document.add(grid);
		}

		private PdfPCell cell(String text, Column column, Font font) {
			PdfPCell cell = new PdfPCell(new Phrase(fonts.printable(text), font));
			cell.setHorizontalAlignment(CellFormat.alignedRight(column.type()) ? PdfPCell.ALIGN_RIGHT : PdfPCell.ALIGN_LEFT);
			cell.setBorder(Rectangle.BOTTOM);
			cell.setBorderColor(RULE);
			cell.setBorderWidth(0.5f);
			cell.setPadding(PADDING);
			return cell;
		}

		/** What each column would like, by its header and some rows from all parts of the table. */
		private double[] wanted(float size) {
			double[] wanted = new double[columns.size()];
			int step = Math.max(1, table.rowCount() / WIDTH_ROWS);
			for (int index = 0; index < wanted.length; index++) {
				Column column = columns.get(index);
				double width = fonts.bold(size).getBaseFont().getWidthPoint(CellFormat.heading(column), size);
				for (int row = 0; row < table.rowCount(); row += step) {
					String text = format.text(table.value(row, indices[index]), column.type());
					width = Math.max(width, fonts.plain(size).getBaseFont().getWidthPoint(text, size));
				}
				// one point more, lest rounding wraps the longest text
				wanted[index] = width + 2 * PADDING + 1;
			}
			return wanted;
		}

		private static float[] floats(double[] numbers) {
			float[] floats = new float[numbers.length];
			for (int index = 0; index < floats.length; index++) {
				floats[index] = (float) numbers[index];
			}
			return floats;
		}
	}
}
