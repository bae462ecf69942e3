using System.Net;
using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Connections;

/// <summary>Counts of hosts beside a dictionary, in a table that is as full as it gets.</summary>
public sealed class PeerTableTests
{
    [Test]
    public void CountsAreThoseOfADictionary()
    {
        int seedCount = Seeds.Of(100);
        for (int seed = 0; seed < seedCount; seed++) Try(seed);
    }

    [Test]
    public void HostsOfOneNetworkAreOneHostWithIPv6Alone()
    {
        Assert.That(KeyOf("[2001:db8:0:1::1]:80"), Is.EqualTo(KeyOf("[2001:db8:0:1::2]:80")));
        Assert.That(KeyOf("[2001:db8:0:1::1]:80"), Is.Not.EqualTo(KeyOf("[2001:db8:0:2::1]:80")));
        Assert.That(KeyOf("10.0.0.1:80"), Is.Not.EqualTo(KeyOf("10.0.0.2:80")));
    }

    private static ulong KeyOf(string endPoint) => PeerTable.KeyOf(PeerAddress.Of(IPEndPoint.Parse(endPoint)));

    private static void Try(int seed)
    {
        const int SlotCount = 32;
        Random random = new(seed);
        using PeerTable table = new(SlotCount, countMax: 3);
        Dictionary<ulong, int> model = [];
        List<ulong> open = [];
        for (int step = 0; step < 2000; step++)
        {
            if (open.Count > 0 && (open.Count == SlotCount || random.Next(2) == 0))
            {
                int at = random.Next(open.Count);
                table.Remove(open[at]);
                model[open[at]]--;
                open.RemoveAt(at);
            }
            else
            {
                ulong key = (ulong)random.Next(40);
                bool isFree = model.GetValueOrDefault(key) < 3;
                Assert.That(table.TryAdd(key), Is.EqualTo(isFree), $"seed {seed}");
                if (!isFree) continue;
                model[key] = model.GetValueOrDefault(key) + 1;
                open.Add(key);
            }

            Assert.That(model.All(host => table.CountOf(host.Key) == host.Value), Is.True, $"seed {seed}, step {step}");
        }
    }
}
