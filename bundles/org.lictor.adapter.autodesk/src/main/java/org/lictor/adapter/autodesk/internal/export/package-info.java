/** Understands the export files of an Autodesk Account: which columns mean what, and what their rows say. */
package org.lictor.adapter.autodesk.internal.export;
