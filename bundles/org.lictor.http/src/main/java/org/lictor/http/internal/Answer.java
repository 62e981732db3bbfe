package org.lictor.http.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.remote.protocol.ApiJson;
import org.lictor.remote.protocol.MediaTypes;
import org.lictor.service.ServiceException;

/** What a request is answered with. */
sealed interface Answer {

	/**
	 * An answer that is there as a whole.
	 *
	 * @param status  of HTTP
	 * @param type    media type, empty when there is no body
	 * @param body    its bytes
	 * @param headers what stands in its head besides
	 */
	record Whole(int status, String type, byte[] body, Map<String, String> headers) implements Answer {
	}

	/**
	 * An answer that is written as it is made.
	 *
	 * @param type    media type
	 * @param headers what stands in its head besides
	 * @param writer  writes the body
	 */
	record Streamed(String type, Map<String, String> headers, Writer writer) implements Answer {
	}

	/**
	 * An answer that comes later; no thread waits for it.
	 *
	 * @param stage completed with the answer
	 */
	record Later(CompletionStage<? extends Answer> stage) implements Answer {
	}

	/**
	 * An answer that takes work; the client may watch it and call it off.
	 *
	 * @param work   gives a record, a table, or null
	 * @param answer makes the answer of it for a client that does not watch
	 */
	record Task(Work work, Finish answer) implements Answer {
	}

	/** Writes a body. */
	interface Writer {

		/**
		 * @param out takes the bytes; not closed
		 * @throws IOException when the client is gone or the answer cannot be made
		 */
		void write(OutputStream out) throws IOException;
	}

	/** Takes long. */
	interface Work {

		/**
		 * @param progress takes news and tells of cancellation
		 * @return a record, a {@link ResultTable}, or null for nothing
		 * @throws ServiceException when it cannot be done
		 * @throws Refusal          the same
		 * @throws IOException      when the disk failed
		 */
		Object run(Progress progress) throws ServiceException, Refusal, IOException;
	}

	/** Makes an answer of what a task gave. */
	interface Finish {

		/**
		 * @param result of the task
		 * @return the answer
		 */
		Answer of(Object result);
	}

	/** JSON of a record or a list. */
	static Answer json(Object value) {
		return json(200, value);
	}

	/** JSON of a record or a list. */
	static Answer json(int status, Object value) {
		return new Whole(status, MediaTypes.JSON, ApiJson.write(value).getBytes(StandardCharsets.UTF_8), Map.of());
	}

	/** It is done, there is nothing to say. */
	static Answer done() {
		return new Whole(204, "", new byte[0], Map.of());
	}

	/** Work whose result is a record. */
	static Answer task(Work work) {
		return new Task(work, Answer::json);
	}
}
