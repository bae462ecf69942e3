using System.Runtime.InteropServices;
using FeedHandler.Dbn.Tests.Support;

namespace FeedHandler.Dbn.Tests;

/// <summary>Rule: what the specification prints byte for byte is read and written so (1.2, 1.4, 1.8).</summary>
public sealed class VectorTests
{
    [Test]
    public void TheOfficialRecordIsReadFieldByField()
    {
        using DbnReader reader = DbnReader.Over(Samples.OfficialMbo, new DbnReaderOptions { IsFragment = true });
        Assert.That(reader.TryRead(out DbnRecord record), Is.True);
        MboRecord mbo = record.As<MboRecord>();

        Assert.That((mbo.Header.LengthWords, (byte)mbo.Header.Type, mbo.Header.PublisherId, mbo.Header.InstrumentId), Is.EqualTo((14, 0xA0, 1, 5482)));
        Assert.That((mbo.OrderId, mbo.Price, mbo.Size), Is.EqualTo((647784973705, 3_722_750_000_000, 1)));
        Assert.That((mbo.Flags, mbo.ChannelId, mbo.Action, mbo.Side), Is.EqualTo((DbnFlags.Last, 0, DbnAction.Cancel, DbnSide.Ask)));
        Assert.That((mbo.TsInDelta, mbo.Sequence, record.TsOut), Is.EqualTo((22993, 1170352, DbnUndefined.Timestamp)));
    }

    [Test]
    public void TheOfficialRecordIsWrittenByteForByte()
    {
        MboRecord official = MemoryMarshal.Read<MboRecord>(Samples.OfficialMbo);
        MboRecord mbo = MboRecord.Create(1, 5482, official.Header.TsEvent) with
        {
            OrderId = 647784973705,
            Price = 3_722_750_000_000,
            Size = 1,
            Flags = DbnFlags.Last,
            ChannelId = 0,
            Action = DbnAction.Cancel,
            Side = DbnSide.Ask,
            TsRecv = official.TsRecv,
            TsInDelta = 22993,
            Sequence = 1170352,
        };
        MemoryStream stream = new();
        using (DbnWriter writer = new(stream, new DbnMetadata { Schema = DbnSchema.Mbo }, new DbnWriterOptions { IsFragment = true })) writer.Write(mbo);

        Assert.That(Samples.Hex(stream.ToArray()), Is.EqualTo(Samples.Hex(Samples.OfficialMbo)));
    }

    [Test]
    public void TheOfficialMetadataAreWrittenByteForByte()
    {
        MemoryStream stream = new();
        DbnMetadata metadata = Samples.Metadata(3) with { Schema = DbnSchema.Mbo, Partial = [], NotFound = [], Symbols = ["ESH1"] };
        using (DbnWriter writer = new(stream, metadata with { Mappings = [metadata.Mappings[0]] })) writer.Flush();
        byte[] bytes = stream.ToArray();

        Assert.That(Samples.Hex(bytes.AsSpan(0, 16)), Is.EqualTo("44424E0360010000474C42582E4D4450"), "magic, version, length 352, dataset");
        Assert.That(bytes, Has.Length.EqualTo(8 + 352));
        Assert.That(Samples.Hex(bytes.AsSpan(50, 5)), Is.EqualTo("0100004700"), "types of symbols, no time of sending, symbols of 71 bytes");
        Assert.That(bytes[108..116], Is.EqualTo(new byte[] { 0, 0, 0, 0, 1, 0, 0, 0 }));
    }

    [Test]
    public void RecordsAreAsLongAsTheSpecificationSays()
    {
        const string Same = "00=48 01=80 0A=368 11=56 12=40 14=112 20=56 21=56 22=56 23=56 24=56 A0=56 B1=80 C0=80 C1=80 C2=80 C3=80 C4=80 ";
        string[] others = ["13=360 15=80 16=80 17=80 18=64", "13=400 15=320 16=176 17=320 18=64", "13=520 15=320 16=176 17=320 18=80"];
        for (byte version = 1; version <= 3; version++)
        {
            IEnumerable<string> lengths = RecordForms.Of(version).Select(static entry => $"{(byte)entry.Type:X2}={entry.Form.Bytes}");
            Assert.That(lengths, Is.EquivalentTo((Same + others[version - 1]).Split(' ')));
        }
    }

    [Test]
    public void WhatIsNotKnownIsAsTheReferenceWritesIt()
    {
        MboRecord mbo = MboRecord.Create(1, 2, 3);
        Assert.That((mbo.Price, mbo.Size, mbo.Action, mbo.Side, mbo.ChannelId), Is.EqualTo((long.MaxValue, uint.MaxValue, DbnAction.None, DbnSide.None, 255)));
        BookLevel level = Mbp10Record.Create(1, 2, 3).Levels[9];
        Assert.That((level.BidPrice, level.AskPrice, level.BidSize, level.AskCount), Is.EqualTo((long.MaxValue, long.MaxValue, 0, 0)));
        Assert.That(StatisticsRecord.Create(1, 2, 3).Quantity, Is.EqualTo(long.MaxValue));
        DefinitionRecord definition = DefinitionRecord.Create(1, 2, 3);
        Assert.That((definition.MinLotSize, definition.MaxTradeVol, definition.ApplId, definition.MainFraction), Is.EqualTo((int.MaxValue, uint.MaxValue, short.MaxValue, 255)));
        Assert.That((definition.LegCount, definition.LegRatioQtyNumerator, definition.LegPrice), Is.EqualTo((0, 0, long.MaxValue)));
    }
}
