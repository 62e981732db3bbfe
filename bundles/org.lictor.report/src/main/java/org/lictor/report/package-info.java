/**
 * Writes result tables for people and programs: text for a terminal, CSV, JSON, XLSX and PDF.
 *
 * <p>{@link org.lictor.report.Renderers} knows the formats by name, {@link org.lictor.report.JsonTables} reads the JSON
 * back, {@link org.lictor.report.CellFormat} says how a value is shown to people wherever it is shown, and
 * {@link org.lictor.report.Excerpt} narrows a table to the rows and columns a reader chose.
 * {@link org.lictor.report.PersonExport} gathers what the reports tell of one person.
 *
 * <p>All types are safe for use by many threads. No method takes or returns null.
 */
@org.osgi.annotation.versioning.Version("1.2.0")
package org.lictor.report;
