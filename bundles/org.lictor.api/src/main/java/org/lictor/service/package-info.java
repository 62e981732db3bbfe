/**
 * What one can ask of Lictor and have it do. The workbench and the command line are clients of these interfaces alone;
 * they are provided by the core in the same process or by a client of a server elsewhere, and nobody notices the
 * difference.
 */
@org.osgi.annotation.versioning.Version("1.11.0")
package org.lictor.service;
