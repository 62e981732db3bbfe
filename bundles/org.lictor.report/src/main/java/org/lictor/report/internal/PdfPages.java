package org.lictor.report.internal;

import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** Writes above and below each page: title, moment, page number, number of pages. */
final class PdfPages extends PdfPageEventHelper {

	private static final float TITLE_SIZE = 12;
	private static final float SIZE = 8;

	private final PdfFonts fonts;
	private final String title;
	private final String moment;
	private final float margin;
	/** Stands on every page and is filled in when the number of pages is known. */
	private PdfTemplate total;

	/**
	 * @param fonts  of the document
	 * @param title  for the left of the header
	 * @param moment for the right of the header
	 * @param margin from the edge of the paper, in points
	 */
	PdfPages(PdfFonts fonts, String title, String moment, float margin) {
		this.fonts = fonts;
		this.title = fonts.printable(title);
		this.moment = fonts.printable(moment);
		this.margin = margin;
	}

	@Override
	public void onOpenDocument(PdfWriter writer, Document document) {
		total = writer.getDirectContent().createTemplate(60, 12);
	}

	@Override
	public void onEndPage(PdfWriter writer, Document document) {
		float left = document.left();
		float right = document.right();
		float top = document.getPageSize().getTop() - margin;
		Font plain = fonts.plain(SIZE);
		float reserved = plain.getBaseFont().getWidthPoint(moment, SIZE) + 12;
		ColumnText line = new ColumnText(writer.getDirectContent());
		line.setSimpleColumn(left, top - TITLE_SIZE - 6, right - reserved, top + 4, TITLE_SIZE, Element.ALIGN_LEFT);
		line.setText(new Phrase(title, fonts.bold(TITLE_SIZE)));
		line.go();
		show(writer, Element.ALIGN_RIGHT, moment, plain, right, top - TITLE_SIZE + 4);
		String page = "Page " + writer.getPageNumber() + " of ";
		show(writer, Element.ALIGN_LEFT, page, plain, left, margin);
		writer.getDirectContent().addTemplate(total, left + plain.getBaseFont().getWidthPoint(page, SIZE), margin);
	}

	@Override
	public void onCloseDocument(PdfWriter writer, Document document) {
		// the page that the writer would begin next
		String pages = Integer.toString(writer.getPageNumber() - 1);
		ColumnText.showTextAligned(total, Element.ALIGN_LEFT, new Phrase(pages, fonts.plain(SIZE)), 0, 0, 0);
	}

	private static void show(PdfWriter writer, int alignment, String text, Font font, float x, float y) {
		ColumnText.showTextAligned(writer.getDirectContent(), alignment, new Phrase(text, font), x, y, 0);
	}
}
