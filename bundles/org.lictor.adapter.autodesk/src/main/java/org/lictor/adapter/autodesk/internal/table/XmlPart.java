package org.lictor.adapter.autodesk.internal.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One XML part of a workbook, read element by element. Refuses what no workbook has and what could fill memory: document
 * type declarations, parts that unfold without measure, endless values, elements without end inside each other.
 */
final class XmlPart implements AutoCloseable {

	/** How many characters one value may have; Excel allows 32,767 in a cell. */
	private static final int LONGEST = 1_000_000;
	private static final int DEEPEST = 100;

	private final InputStream in;
	private final String table;
	private final XMLStreamReader xml;
	private int depth;
	private int event;

	XmlPart(InputStream part, long compressed, XlsxLimits limits, String table) throws UnreadableException {
		this.in = new Measured(part, compressed, limits);
		this.table = table;
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, Boolean.FALSE);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, Boolean.FALSE);
		try {
			// Decoded here: given bytes, the JDK's parser prints to the console when they are damaged.
			xml = factory.createXMLStreamReader(
					new Bounded(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())));
		} catch (XMLStreamException e) {
			throw damaged(e);
		}
	}

	/**
	 * Moves on to the next beginning or end of an element, or piece of text.
	 *
	 * @return false at the end
	 * @throws UnreadableException when the part is damaged
	 */
	boolean next() throws UnreadableException {
		try {
			while (xml.hasNext()) {
				event = xml.next();
				switch (event) {
				case XMLStreamConstants.START_ELEMENT:
					if (++depth > DEEPEST) {
						throw new UnreadableException("The workbook is built in a way that no workbook is.", table, 0);
					}
					return true;
				case XMLStreamConstants.END_ELEMENT:
					depth--;
					return true;
				case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE:
					return true;
				case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE:
					throw new UnreadableException("The workbook declares a document type, which no workbook does and which may hide "
							+ "an attack. Nothing more of it was read.", table, 0);
				default:
					break;
				}
			}
			return false;
		} catch (XMLStreamException e) {
			throw damaged(e);
		}
	}

	boolean starts(String element) {
		return event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(element);
	}

	boolean ends(String element) {
		return event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(element);
	}

	boolean text() {
		return event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT;
	}

	/** Adds the present piece of text, unless there is too much of it already. */
	void addTo(StringBuilder target) throws UnreadableException {
		if (target.length() + xml.getTextLength() > LONGEST) {
			throw new UnreadableException("A value has more than " + LONGEST + " characters.", table, 0);
		}
		target.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
	}

	/** @return an attribute of the present element, of whatever namespace; empty when there is none of that name */
	Optional<String> attribute(String name) {
		for (int i = 0; i < xml.getAttributeCount(); i++) {
			if (xml.getAttributeLocalName(i).equals(name)) {
				return Optional.of(xml.getAttributeValue(i));
			}
		}
		return Optional.empty();
	}

	boolean flag(String name) {
		return attribute(name).map(value -> value.equals("1") || value.equals("true")).orElse(false);
	}

	private UnreadableException damaged(XMLStreamException e) {
		return e.getNestedException() instanceof TooMuch tooMuch ? new UnreadableException(tooMuch.getMessage(), table, 0)
				: new UnreadableException("The workbook is damaged. Download it again, or export it as CSV.", table, 0);
	}

	@Override
	public void close() throws IOException {
		in.close();
	}

	private static final class TooMuch extends IOException {
		private static final long serialVersionUID = 1L;

		TooMuch(String message) {
			super(message);
		}
	}

	/** Counts what a part unfolds to. */
	private static final class Measured extends InputStream {

		private final InputStream in;
		private final long largest;
		private long count;

		Measured(InputStream in, long compressed, XlsxLimits limits) {
			this.in = in;
			long byRatio = compressed < 0 ? limits.part() : compressed * limits.ratio();
			this.largest = Math.min(limits.part(), Math.max(XlsxLimits.FREE, byRatio));
		}

		@Override
		public int read() throws IOException {
			int one = in.read();
			count(one < 0 ? 0 : 1);
			return one;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int read = in.read(target, offset, length);
			count(Math.max(read, 0));
			return read;
		}

		private void count(int more) throws IOException {
			count += more;
			if (count > largest) {
				throw new TooMuch("The workbook unfolds to more than " + (largest >> 20)
						+ " MB in one part, which no export does. Export it as CSV, which may have any size.");
			}
		}

		@Override
		public void close() throws IOException {
			in.close();
		}
	}

	/** Sees to it that no value is endless before the parser holds all of it, and hides a byte order mark. */
	private static final class Bounded extends Reader {

		private final Reader in;
		private int sinceTag;
		private boolean begun;

		Bounded(Reader in) {
			this.in = in;
		}

		@Override
		public int read(char[] target, int offset, int length) throws IOException {
			int count = in.read(target, offset, length);
			if (!begun && count > 0) {
				begun = true;
				if (target[offset] == '\ufeff') {
					System.arraycopy(target, offset + 1, target, offset, --count);
					return count > 0 ? count : read(target, offset, length);
				}
			}
			for (int i = offset; i < offset + count; i++) {
				sinceTag = target[i] == '<' ? 0 : sinceTag + 1;
			}
			if (sinceTag > 8 * LONGEST) {
				throw new TooMuch("A value in the workbook has no end.");
			}
			return count;
		}

		@Override
		public void close() throws IOException {
			in.close();
		}
	}
}
