/** Signs what a release consists of with an OpenPGP key. No part of the products. */
package org.lictor.signing;
