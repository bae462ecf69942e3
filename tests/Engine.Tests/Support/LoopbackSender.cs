using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Support;

/// <summary>Publishes a capture over the loopback interface.</summary>
internal static class LoopbackSender
{
    private const int BatchCount = 32;

    /// <summary>Sends every packet of the capture's groups, each group to another.</summary>
    /// <returns>How many packets.</returns>
    public static int Send(string capture, params (string From, string To)[] groups)
    {
        using CaptureSet captures = CaptureSet.Open(new CaptureSettings([capture], null, CaptureSet.TrailerNames[0]));
        using CaptureReceiver receiver = captures.CreateReceiver();
        using PacketStore packets = PacketStore.Load(receiver);
        using PlainSender sender = new(IPAddress.Loopback, interfaceIndex: 1);
        IPEndPoint[] targets = [.. captures.Source.GroupNames.Select(name => IPEndPoint.Parse(groups.Single(group => group.From == name).To))];
        for (int i = 0; i < packets.Count; i++)
        {
            Packet packet = packets[i];
            sender.Send(targets[packet.Group], packet.Bytes);
            if (i % BatchCount == 0) Thread.Sleep(1); // a receiver that yields its core must not be overrun
        }

        return packets.Count;
    }
}
