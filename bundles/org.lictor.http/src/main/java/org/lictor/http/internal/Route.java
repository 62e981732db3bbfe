package org.lictor.http.internal;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.lictor.service.ServiceException;

/**
 * One thing that can be asked.
 *
 * @param method     of HTTP; GET answers HEAD as well
 * @param template   the segments of the path; <code>{name}</code> stands for any one
 * @param guard      who may ask
 * @param body       what comes with the request
 * @param parameters of the query that are known
 * @param action     finds the answer
 */
record Route(String method, List<String> template, Guard guard, Body body, Set<String> parameters, Action action) {

	/** What comes with a request. */
	enum Body {
		/** Nothing that counts. */
		NONE,
		/** JSON of a person or a script, read before the action runs. */
		JSON,
		/** JSON of an agent, read before the action runs. */
		AGENT,
		/** A file, which the action reads itself. */
		FILE
	}

	/** Finds the answer to a request. */
	interface Action {

		/**
		 * @param call the request
		 * @return the answer
		 * @throws Refusal          when it is not answered as asked
		 * @throws ServiceException the same, told by a service
		 * @throws IOException      when the client or the disk failed
		 */
		Answer answer(Call call) throws Refusal, ServiceException, IOException;
	}
}
