using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

public sealed class JsonMessageTests
{
    private const int Rounds = 200;
    private static readonly DynamicDecoder Decoder = new(new DynamicSchema(RandomFrames.Schema));

    [Test]
    public void AnEventIsAnObjectOfItsFields()
    {
        MarketEvent told = new()
        {
            Kind = EventKind.Book,
            Action = BookAction.Change,
            Side = BookSide.Ask,
            Flags = EventFlags.EndOfEvent | EventFlags.LastOfInstrument,
            InstrumentIndex = 7,
            PriceNano = -12_500_000_000,
            Quantity = 9_007_199_254_740_993,
            Orders = 3,
            Level = 2,
            TransactTimeNs = 1_700_000_000_123_456_789,
            SeqNum = 41,
            RptSeq = 17,
        };
        byte[] frame = new byte[FrameEncoder.EventBytesMax];
        int bytes = FrameEncoder.Encode(told, new EventPlace(1001, 990, 12, 310), frame);

        Assert.That(
            Json(frame[..bytes]),
            Is.EqualTo("""
                {"type":"levelUpdate","sequence":1001,"previous":990,"previousOfChannel":12,"transactTime":"1700000000123456789","receivedTime":"0","seqNum":41,"rptSeq":17,
                "instrument":7,"channelId":310,"channel":0,"flags":["lastOfInstrument","endOfEvent"],"price":"-12.5","quantity":"9007199254740993","orders":3,
                "side":"ask","action":"change","level":2}
                """.ReplaceLineEndings("")));
    }

    // The other reading is that of the dynamic decoder, and of .NET's own decimals and JSON.
    [Test]
    public void EveryMessageSaysWhatItsFrameSays()
    {
        int seeds = Seeds.Of(Rounds);
        foreach (SbeMessage message in RandomFrames.Schema.Messages)
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                byte[] frame = RandomFrames.Of(message, new Random(seed));
                JsonNode json = JsonNode.Parse(Json(frame))!;
                Decoder.Decode(frame.AsSpan(2), out DynamicMessage? decoded);
                JsonObject expected = new() { ["type"] = Word(message.Name) };
                Fill(expected, decoded!.Body);
                Assert.That(JsonNode.DeepEquals(json, expected), Is.True, $"{message.Name}, seed {seed}:\n{json.ToJsonString()}\n{expected.ToJsonString()}");
            }
        }
    }

    [Test]
    public void WhatIsCutShortOrForeignIsNoMessage()
    {
        foreach (SbeMessage message in RandomFrames.Schema.Messages)
        {
            byte[] frame = RandomFrames.Of(message, new Random(3));
            Assert.That(JsonMessages.BytesMax(frame.AsSpan(0, frame.Length - 1)), Is.Zero, message.Name);
            frame[4] = 250;
            frame[5] = 250;
            Assert.That(JsonMessages.BytesMax(frame), Is.Zero, "an unknown template");
        }
    }

    [Test]
    public void WritingAllocatesNothing()
    {
        byte[][] frames = [.. RandomFrames.Schema.Messages.Select(static message => RandomFrames.Of(message, new Random(1)))];
        byte[] json = new byte[1 << 16];

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            foreach (byte[] frame in frames) JsonMessages.Write(frame, json.AsSpan(0, JsonMessages.BytesMax(frame)));
        }), Is.Zero);
    }

    private static string Json(byte[] frame)
    {
        byte[] json = new byte[JsonMessages.BytesMax(frame)];
        int bytes = JsonMessages.Write(frame, json);
        return Encoding.UTF8.GetString(json, 0, bytes);
    }

    private static void Fill(JsonObject expected, DynamicBlock block)
    {
        foreach (DynamicValue field in block.Fields.SelectMany(static field => field.Members.Count > 0 ? (IEnumerable<DynamicValue>)field.Members : [field]))
        {
            if (ValueOf(field) is { } value) expected[field.Name] = value;
        }

        foreach (DynamicGroup group in block.Groups)
        {
            JsonArray entries = [];
            foreach (DynamicBlock entry in group.Entries)
            {
                JsonObject row = [];
                Fill(row, entry);
                entries.Add(row);
            }

            expected[group.Name] = entries;
        }

        foreach (DynamicBytes data in block.Variables) expected[data.Name] = Encoding.UTF8.GetString([.. data.Bytes]);
    }

    private static JsonNode? ValueOf(DynamicValue field)
    {
        if (field.State == DynamicState.Null) return null;
        if (field.Type is EncodedType { Primitive: PrimitiveType.Char })
        {
            byte[] text = [.. field.Elements.Select(static element => (byte)element.Bits).TakeWhile(static code => code != 0)];
            return text.Length == 0 ? null : Encoding.Latin1.GetString(text);
        }

        PrimitiveValue value = field.Elements[0];
        if (field.Type is SetType set) return WordsOf(set, value.Bits);
        if (field.Type is EnumType named && named.Values.FirstOrDefault(known => known.Value == value) is { } word) return Word(word.Name);
        if (field.Type.Name is "PriceNano" or "Nano") return (value.Bits / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);
        if (field.Name.StartsWith("is", StringComparison.Ordinal) && char.IsUpper(field.Name[2])) return value.Bits != 0;
        bool isSmall = field.Type.Size < 8 || field.Type.Name is "Sequence" or "SequenceNULL" || field.Name is "sequence" or "previous" or "previousOfChannel";
        return isSmall ? JsonNode.Parse(value.ToString()) : value.ToString();
    }

    private static JsonArray? WordsOf(SetType set, long bits)
    {
        JsonNode?[] words = [.. set.Choices.Where(choice => (bits >> choice.Bit & 1) != 0).OrderBy(static choice => choice.Bit).Select(static choice => (JsonNode?)Word(choice.Name))];
        return bits == 0 ? null : new JsonArray(words);
    }

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
