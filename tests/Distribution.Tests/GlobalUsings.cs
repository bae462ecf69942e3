global using FeedHandler.Tests.Support;
global using NUnit.Framework;

// Most of their time they wait for servers of their own.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(4)]
