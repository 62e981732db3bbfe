package org.lictor.spi.testkit;
