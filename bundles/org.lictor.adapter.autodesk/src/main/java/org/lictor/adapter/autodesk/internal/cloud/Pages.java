package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Collects the pages of an answer: as they came, one after the other, in an array. */
final class Pages {

	/** How many rows of an answer are asked for at a time. */
	static final int SIZE = 1000;
	private static final int MOST = 20_000;

	/** Gets a page. */
	@FunctionalInterface
	interface Source {

		/**
		 * @param offset number of the first row, from 0
		 * @return the answer
		 * @throws Trouble when there is none now
		 */
		Reply page(long offset) throws Trouble;
	}

	/** Finds the table in a page. */
	@FunctionalInterface
	interface Table {

		/**
		 * @param page an answer
		 * @return the object with the member {@code rows}, empty when there is none
		 */
		Optional<JsonObject> in(JsonElement page);
	}

	private Pages() {
	}

	/**
	 * Gets all pages.
	 *
	 * @param source gets a page
	 * @param table  finds the rows in a page
	 * @param total  finds the number of all rows in a page, empty when it is not told
	 * @param target takes the pages
	 * @throws Trouble     when a page cannot be got, or is none
	 * @throws IOException when the disk fails
	 */
	static void all(Source source, Table table, java.util.function.Function<JsonElement, Optional<Long>> total, TempFile target)
			throws Trouble, IOException {
		target.clear();
		OutputStream out = target.append();
		long offset = 0;
		for (int page = 0; page < MOST; page++) {
			Reply reply = source.page(offset);
			JsonElement json = reply.json().orElseThrow(() -> Trouble.notUnderstood("A page of an answer is no JSON."));
			int rows = table.in(json).map(object -> object.get("rows")).filter(JsonArray.class::isInstance)
					.map(array -> ((JsonArray) array).size()).orElseThrow(() -> Trouble.notUnderstood("A page of an answer has no rows."));
			out.write((page == 0 ? "[" : ",").getBytes(StandardCharsets.UTF_8));
			out.write(reply.body());
			out.write('\n');
			offset += rows;
			Optional<Long> all = total.apply(json);
			// an interface may give fewer rows than it was asked for: only an empty page or the number of all is an end
			if (rows == 0 || all.isPresent() && offset >= all.get()) {
				out.write(']');
				return;
			}
		}
		throw Trouble.notUnderstood("An answer has pages without end.");
	}
}
