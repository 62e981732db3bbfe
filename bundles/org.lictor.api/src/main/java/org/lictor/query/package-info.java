/**
 * Questions and their answers. A {@link org.lictor.query.Query} names a report; the answer is a
 * {@link org.lictor.query.ResultTable} of typed, unformatted values that grid, chart, CSV, XLSX, PDF, command line and
 * HTTP all show.
 */
@org.osgi.annotation.versioning.Version("1.2.0")
package org.lictor.query;
