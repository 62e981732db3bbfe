/** Plug-ins of an installation, by p2: changed on a copy, switched at once, and taken in by what runs. */
package org.lictor.plugins.internal;
