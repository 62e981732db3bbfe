/**
 * Reads tables out of files of unknown make, CSV or XLSX, row by row and with bounded memory. Knows nothing of licences:
 * it hands on texts with the line they stand in, and says what it could not read.
 */
package org.lictor.adapter.autodesk.internal.table;
