using System.Reflection;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>Compiles generated code together with a program that uses it, and runs that.</summary>
public sealed class GeneratedCodeTests
{
    private const string RoundTrip = """
        using Generated.Codecs;

        public static class Program
        {
            public static byte[] Encode()
            {
                var buffer = new byte[1024];
                OrderEncoder.TryWrap(buffer, out var order);
                order.OrderValue = 0x0102030405060708;
                order.SetName("abc");
                order.SetNumbers(1, -5);
                order.Ratio = 1.5;
                order.PriceMantissa = 12345;
                order.OuterBits = Bits.First | Bits.Last;
                order.Level = Level.Low;
                order.Wide = Wide.Top;
                order.Later = 77;
                var legs = order.BeginLegs(2);
                for (var index = 0; index < 2; index++)
                {
                    var leg = legs.Next();
                    leg.LegId = (uint)(10 + index);
                    var fills = leg.BeginFills(index + 1);
                    for (var fill = 0; fill <= index; fill++)
                    {
                        var quantity = fills.Next();
                        quantity.Quantity = (short)(-100 - fill);
                    }
                    leg.SetNote(System.Text.Encoding.UTF8.GetBytes("note" + index));
                }
                var plain = order.BeginPlain(1).Next();
                plain.Value = 65000;
                order.SetMemo("memo"u8);
                return buffer[..order.EncodedLength];
            }

            public static string Decode(byte[] body, int version)
            {
                var text = new System.Text.StringBuilder();
                if (!Order.TryWrap(body, Order.BlockLength, version, out var order)) return "malformed";
                text.Append($"{order.OrderValue:x} {order.GetName()} {order.GetNumbers(1)} {order.Ratio} {order.Price.ToDecimal()} ");
                text.Append($"{order.Outer.Bits} {order.Outer.Price.IsNull} {order.Level} {order.HasMaybe} {order.Wide} ");
                text.Append($"{order.Later} {order.LaterPrice.IsNull} ");
                text.Append($"{order.String} {(char)Order.Flag} {Order.GetWord()} {Order.Fixed} ");
                if (!order.TryGetLegs(out var legs)) return "malformed legs";
                foreach (var leg in legs)
                {
                    if (!leg.TryGetFills(out var fills) || !leg.TryGetNote(out var note)) return "malformed leg";
                    text.Append($"[{leg.LegId} {leg.LegRatio?.ToString() ?? "null"}");
                    foreach (var fill in fills) text.Append($" {fill.Quantity}");
                    text.Append($" {System.Text.Encoding.UTF8.GetString(note)}]");
                }
                if (!order.TryGetPlain(in legs, out var plain)) return "malformed plain";
                foreach (var entry in plain) text.Append($" {entry.Value}");
                if (!order.TryGetMemo(out var memo)) return "malformed memo";
                order.TryGetEncodedLength(out var length);
                return text.Append($" {System.Text.Encoding.UTF8.GetString(memo)} {length == body.Length}").ToString();
            }
        }
        """;

    private const string Dispatch = """
        using Generated.Codecs;

        public ref struct Handler : ITestHandler
        {
            public ref int Count;
            public void On(in Order message) => Count += 100;
            public void On(in Empty message) => Count++;
        }

        public static class Program
        {
            public static string Run()
            {
                var count = 0;
                var handler = new Handler { Count = ref count };
                var text = "";
                text += TestDispatcher.Dispatch(ref handler, default, 2, 0, 3) + " ";
                text += TestDispatcher.Dispatch(ref handler, default, 1, 120, 3) + " ";
                text += TestDispatcher.Dispatch(ref handler, new byte[120], 1, 120, 3) + " ";
                text += TestDispatcher.Dispatch(ref handler, default, 3, 0, 3) + " ";
                text += TestDispatcher.TryGetName(2, out var name) + " " + name + " " + TestDispatcher.TryGetName(3, out _) + " ";
                return text + count;
            }
        }
        """;

    private const string Nulls = """
        using Generated.Codecs;

        public static class Program
        {
            public static string Read(byte[] body)
            {
                M.TryWrap(body, M.BlockLength, 3, out var m);
                SbeDecimal? number = m.P.ToDecimal();
                long? mantissa = m.P.Mantissa;
                sbyte? exponent = m.P.Exponent;
                return $"{number?.ToString() ?? "null"} {mantissa?.ToString() ?? "null"} {exponent?.ToString() ?? "null"} {m.P.MantissaRaw} {m.P.ToString()}";
            }
        }
        """;

    private const string Root = "102030405060708 abc -5 1.5 0.000012345 First, Last True Low False Top ";

    [TestCase("littleEndian", new byte[] { 8, 7, 6, 5 })]
    [TestCase("bigEndian", new byte[] { 1, 2, 3, 4 })]
    public void WhatIsEncodedIsDecoded(string byteOrder, byte[] firstBytes)
    {
        Type program = GeneratorRun.Of(TestSchemas.Everything(byteOrder)).Load(RoundTrip).GetType("Program")!;
        byte[] body = program.GetMethod("Encode")!.CreateDelegate<Func<byte[]>>()();
        Func<byte[], int, string> decode = program.GetMethod("Decode")!.CreateDelegate<Func<byte[], int, string>>();

        Assert.That(body[..4], Is.EqualTo(firstBytes));
        Assert.That(
            decode(body, 3),
            Is.EqualTo(Root + "77 True  Y ABC Sell [10 null -100 note0][11 null -100 -101 note1] 65000 memo True"));
    }

    [Test]
    public void AnOlderMessageHasNeitherLaterFieldsNorLaterGroups()
    {
        Type program = GeneratorRun.Of(TestSchemas.Everything()).Load(RoundTrip).GetType("Program")!;
        byte[] body = program.GetMethod("Encode")!.CreateDelegate<Func<byte[]>>()();

        // The group that version 0 lacks is the six bytes before the memo's five.
        byte[] older = [.. body[..^11], .. body[^5..]];

        Assert.That(
            program.GetMethod("Decode")!.CreateDelegate<Func<byte[], int, string>>()(older, 0),
            Is.EqualTo(Root + "0 True  Y ABC Sell [10 null -100 note0][11 null -100 -101 note1] memo True"));
    }

    [TestCase(5L, -2, "0.05 5 -2 5 0.05")]
    [TestCase(long.MaxValue, -2, "null null -2 9223372036854775807 null")]
    [TestCase(5L, -128, "null 5 null 5 null")]
    public void ADecimalWithoutMantissaOrExponentIsNull(long mantissa, int exponent, string expected)
    {
        string schema = TestSchemas.Of(
            "<composite name='D'><type name='mantissa' primitiveType='int64' presence='optional' nullValue='9223372036854775807'/>"
            + "<type name='exponent' primitiveType='int8' presence='optional' nullValue='-128'/></composite>",
            "<sbe:message name='M' id='1'><field name='p' id='1' type='D'/></sbe:message>");
        MethodInfo read = GeneratorRun.Of(schema).Load("using FeedHandler.Codecs;\n" + Nulls).GetType("Program")!.GetMethod("Read")!;

        Assert.That(read.CreateDelegate<Func<byte[], string>>()([.. BitConverter.GetBytes(mantissa), unchecked((byte)exponent)]), Is.EqualTo(expected));
    }

    [Test]
    public void TheDispatcherFindsTheHandler()
    {
        Type program = GeneratorRun.Of(TestSchemas.Everything()).Load(Dispatch).GetType("Program")!;

        Assert.That(
            program.GetMethod("Run")!.CreateDelegate<Func<string>>()(),
            Is.EqualTo("Handled Malformed Handled UnknownTemplate True Empty False 101"));
    }
}
