namespace FeedHandler.Host.Benchmarks;

/// <summary>What one pass went through; equal for every pass.</summary>
/// <param name="Messages">Messages decoded.</param>
/// <param name="Entries">Entries of their groups.</param>
/// <param name="Checksum">Of everything that was read or built.</param>
internal readonly record struct PassCount(long Messages, long Entries, ulong Checksum);
