using System.Text;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Replay.Tests.Tcp;

/// <summary>The texts by which packets are asked for (CME MDP 3.0, "TCP Recovery"): tag 9 first, no tag 8, a checksum at the end.</summary>
public sealed class FixTextTests
{
    private const string Logon = "9=21|35=A|553=CME|554=CME|10=034|";

    [Test]
    public void ALogonIsWrittenWithItsLengthAndItsChecksum() =>
        Assert.That(Text(FixText.Write((35, "A"), (553, "CME"), (554, "CME"))), Is.EqualTo(Logon));

    [Test]
    public void WhatIsWrittenIsRead()
    {
        byte[] bytes = FixText.Write((35, "V"), (1180, "310"), (262, "7"), (1182, "1"), (1183, "4294967295"));

        Assert.That(FixText.Read(bytes, out FixMessage message, out int byteCount), Is.EqualTo(FixReading.Whole));
        Assert.That(byteCount, Is.EqualTo(bytes.Length));
        Assert.That((message.Type, message.Number(1180), message[262], message.Number(1183)), Is.EqualTo(("V", (uint?)310, "7", (uint?)uint.MaxValue)));
    }

    [Test]
    public void EveryBeginningOfAMessageWaitsForMore()
    {
        byte[] bytes = FixText.Write((35, "V"), (1180, "310"), (262, "7"), (1182, "1"), (1183, "9"));
        for (int length = 0; length < bytes.Length; length++)
            Assert.That(FixText.Read(bytes.AsSpan(0, length), out _, out _), Is.EqualTo(FixReading.Incomplete), $"{length} bytes");
    }

    // The length counts what stands between its own field and the checksum's.
    [TestCase("9=20|35=A|553=CME|554=CME|10=033|", FixReading.WrongLength)]
    [TestCase("9=5|35=A|10=000|", FixReading.WrongChecksum)]
    [TestCase("9=5|35=A|10=16|9=5", FixReading.WrongLength)]
    [TestCase("8=FIX|9=5|35=A|10=161|", FixReading.Malformed)]
    [TestCase("9=x|35=A|", FixReading.Malformed)]
    [TestCase("9=99999|35=A|", FixReading.Malformed)]
    [TestCase("9=1000000", FixReading.Malformed)]
    public void WhatIsWrongIsTold(string text, FixReading reading) =>
        Assert.That(FixText.Read(Encoding.Latin1.GetBytes(text.Replace('|', FixText.Separator)), out _, out _), Is.EqualTo(reading));

    [Test]
    public void ATagThatStandsThereTwiceIsRefused() =>
        Assert.That(FixText.Read(FixText.Write((35, "V"), (262, "1"), (262, "2")), out _, out _), Is.EqualTo(FixReading.Malformed));

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes).Replace(FixText.Separator, '|');
}
