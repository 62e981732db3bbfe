package org.lictor.core.internal.reports;

import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.service.ServiceException;

/** A report: says what it shows, and shows it. Stateless, safe for use by many threads. */
interface Report {

	/** @return what it shows and by which rule */
	ReportDefinition definition();

	/**
	 * @param reading the question and the facts as they stand
	 * @return the answer
	 * @throws ServiceException CANCELLED, or INVALID when the question cannot be answered
	 */
	ResultTable run(Reading reading) throws ServiceException;
}
