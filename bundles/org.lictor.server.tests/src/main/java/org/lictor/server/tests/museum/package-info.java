/** Classes that a test packs into bundles. */
package org.lictor.server.tests.museum;
