using System.Diagnostics;
using System.Globalization;
using System.Text;
using FeedHandler.Conformance.Feeds;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Conformance.Books;

public sealed class LimitProgramTests
{
    // Schema version 6 prices have the exponent -7.
    private const long NanoPerMantissa = 100;
    private static readonly string[] SideNames = ["bid", "ask", "ibid", "iask"];

    [Test]
    public void TheBooksOfARealCaptureAreThoseOfAnIndependentProgram([Values] bool isBothLines)
    {
        var source = Require.Shared("limit/limit.c");
        var compiler = Require.Tool("gcc");
        var arrivals = isBothLines ? Arrivals.Captured() : Arrivals.Captured().Of(Line.A);
        using var run = new InlineRun(arrivals);
        var folder = Directory.CreateTempSubdirectory("limit").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "in.bin"), Flat(arrivals));
            Execute(folder, compiler, "-O2", "-w", "-o", "limit", source);
            Execute(folder, Path.Combine(folder, "limit"), "in.bin", "book", "1", "book.txt");
            var expected = File.ReadAllLines(Path.Combine(folder, "book.txt")).Where(line => !line.StartsWith('#')).ToList();
            Assert.That(expected, Has.Count.GreaterThan(100));
            Assert.That(Lines(run.Instruments.Books), Is.EqualTo(expected));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Record: u16 payload length, u8 line, u8 0, u32 0, the payload padded to 8 bytes.
    private static byte[] Flat(IReadOnlyList<Arrival> arrivals)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.Latin1);
        foreach (var arrival in arrivals)
        {
            writer.Write((ushort)arrival.Bytes.Length);
            writer.Write((ushort)arrival.Line);
            writer.Write(0u);
            writer.Write(arrival.Bytes.Span);
            while (stream.Position % 8 != 0) writer.Write((byte)0);
        }

        writer.Flush();
        return stream.ToArray();
    }

    private static List<string> Lines(BookTable books)
    {
        var lines = new List<string>();
        foreach (var index in Enumerable.Range(0, books.Count).OrderBy(index => books[index].SecurityId))
        {
            ref var book = ref books[index];
            for (var side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
            {
                for (var number = 1; number <= book.Depth(side); number++)
                {
                    if (book.TryGetLevel(side, number, out var level)) lines.Add(Text((int)book.SecurityId, side, level));
                }
            }
        }

        return lines;
    }

    private static string Text(int securityId, BookSide side, Level level)
    {
        var orders = side < BookSide.ImpliedBid ? level.Orders : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{securityId} {SideNames[(int)side]} {level.Number} {level.PriceNano / NanoPerMantissa} {level.Quantity} {orders}");
    }

    private static void Execute(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {errors.Result}");
    }
}
