/** Collecting: polls servers on schedule, takes files in, and keeps plug-ins from harming anything but themselves. */
package org.lictor.core.internal.collect;
