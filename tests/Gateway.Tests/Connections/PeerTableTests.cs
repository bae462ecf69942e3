using FeedHandler.Gateway.Connections;
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
        PeerAddress one = new(0x2001_0db8_0000_0001, 1, 80);
        PeerAddress other = new(0x2001_0db8_0000_0001, 2, 80);
        PeerAddress mapped = new(0, 0xFFFF_0A00_0001, 80);

        Assert.That(one.HostKey, Is.EqualTo(other.HostKey));
        Assert.That(mapped.HostKey, Is.Not.EqualTo((mapped with { Low = mapped.Low + 1 }).HostKey));
        Assert.That(mapped.ToString(), Is.EqualTo("10.0.0.1:80"));
        Assert.That(one.ToString(), Is.EqualTo("[2001:db8:0:1::1]:80"));
    }

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
