package org.lictor.adapter.autodesk.internal.table;

/**
 * What a workbook may demand of this machine. A workbook is a ZIP file, and a small one can unfold to more than any
 * machine holds.
 *
 * @param file         how many bytes the file itself may have
 * @param part         how many bytes one part of it may unfold to
 * @param ratio        by how much a part may be compressed once it is larger than {@link #FREE}
 * @param sharedTexts  how many bytes of memory the texts may take that cells refer to; all of them are held at once
 */
public record XlsxLimits(long file, long part, int ratio, long sharedTexts) {

	/** Up to so many bytes nobody asks how well a part was compressed. */
	static final long FREE = 10L * 1024 * 1024;

	/** A sheet of a million rows unfolds to some hundred megabytes, compressed by a factor of 10 to 50. */
	public static final XlsxLimits USUAL = new XlsxLimits(256L << 20, 1L << 30, 400, 64L << 20);
}
