namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>A repeating group: its entry block and the three numbers that locate its dimension.</summary>
internal sealed record WireGroup(int Tag, string Name, int Since, WireBlock Entry, int DimensionBytes, int CountOffset, string Dimension);
