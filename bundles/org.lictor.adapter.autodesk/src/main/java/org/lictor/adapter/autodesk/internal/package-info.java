/**
 * The server type {@code autodesk}: an Autodesk Account, known by its own export files, and the applications that agents
 * watch for it.
 */
package org.lictor.adapter.autodesk.internal;
