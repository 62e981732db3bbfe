/** The data folder: who owns it, and the bytes of evidence in it. */
package org.lictor.store.internal.folder;
