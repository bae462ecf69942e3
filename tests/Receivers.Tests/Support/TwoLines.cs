using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.Support;

/// <summary>A publisher and a receiving host, in network namespaces of their own, joined by one pair of virtual interfaces for each line.</summary>
internal sealed class TwoLines : IDisposable
{
    public const string DeviceA = "ra";
    public const string DeviceB = "rb";

    private const string InGroupA = "01005BEF"; // 239.91.0.1, as the kernel writes addresses there: the last byte first
    private readonly List<PlainSender> _senders = [];

    public TwoLines()
    {
        Publisher = new NetworkNamespace();
        try
        {
            Host = new NetworkNamespace();
            NetworkNamespace.Connect(Publisher, "xa", $"{SourceA}/24", Host, DeviceA, $"{HostA}/24");
            NetworkNamespace.Connect(Publisher, "xb", $"{SourceB}/24", Host, DeviceB, $"{HostB}/24");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public NetworkNamespace Publisher { get; }

    public NetworkNamespace Host { get; } = null!;

    public static IPAddress SourceA { get; } = IPAddress.Parse("10.91.1.1");

    public static IPAddress SourceB { get; } = IPAddress.Parse("10.91.2.1");

    public static IPAddress HostA { get; } = IPAddress.Parse("10.91.1.2");

    public static IPAddress HostB { get; } = IPAddress.Parse("10.91.2.2");

    public static LineGroup GroupA { get; } = new(Line.A, IPEndPoint.Parse("239.91.0.1:14001"), DeviceA);

    public static LineGroup GroupB { get; } = new(Line.B, IPEndPoint.Parse("239.91.0.2:15001"), DeviceB);

    /// <summary>Whether the host's kernel is a member of group A.</summary>
    public bool IsInGroupA() => Host.Run(static () => File.ReadAllText("/proc/thread-self/net/igmp")).Contains(InGroupA, StringComparison.Ordinal);

    /// <summary>A socket of the publisher on line A.</summary>
    public PlainSender SenderA() => Sender("xa", SourceA);

    /// <summary>A socket of the publisher on line B.</summary>
    public PlainSender SenderB() => Sender("xb", SourceB);

    public PlainSender Sender(string device, IPAddress source)
    {
        PlainSender sender = PlainSender.Open(Publisher, device, source);
        _senders.Add(sender);
        return sender;
    }

    public ReceiverOpening TryOpen(ReceiverKind kind, ReceiverSettings settings, params LineGroup[] groups) =>
        Host.Run(() => LiveReceivers.Open(kind, groups, settings));

    public ILiveReceiver Open(ReceiverKind kind, ReceiverSettings settings, params LineGroup[] groups) => TryOpen(kind, settings, groups).Opened();

    public ILiveReceiver Open(ReceiverKind kind, params LineGroup[] groups) => Open(kind, new ReceiverSettings { BatchCount = 16 }, groups);

    public void Dispose()
    {
        foreach (PlainSender sender in _senders) sender.Dispose();
        Host?.Dispose();
        Publisher.Dispose();
    }
}
