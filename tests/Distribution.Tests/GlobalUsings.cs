global using FeedHandler.Tests.Support;
global using NUnit.Framework;
