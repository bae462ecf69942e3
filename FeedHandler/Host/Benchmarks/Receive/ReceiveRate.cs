using System.Net;

namespace FeedHandler.Host.Benchmarks.Receive;

/// <summary>What is sent in one round of a receive benchmark, and where.</summary>
/// <param name="Group">Group and port.</param>
/// <param name="Interface">Interface by which it is received.</param>
/// <param name="SendInterface">Interface by which it is sent.</param>
/// <param name="SendNamespace">Network namespace of the sender; null for our own.</param>
/// <param name="PacketsPerSecond">Rate, evenly spaced.</param>
/// <param name="Count">Packets.</param>
/// <param name="PayloadBytes">Bytes of each.</param>
internal sealed record ReceiveRate(
    IPEndPoint Group, string Interface, string SendInterface, string? SendNamespace, int PacketsPerSecond, int Count, int PayloadBytes);
