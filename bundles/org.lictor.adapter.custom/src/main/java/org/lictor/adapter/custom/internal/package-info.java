/**
 * The server type {@code custom}: licence servers of one's own, told by an XML file that some script writes again and
 * again. The smallest type that does everything a polled type must do; docs/extending walks through it.
 */
package org.lictor.adapter.custom.internal;
