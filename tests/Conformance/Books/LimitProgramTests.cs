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
        string source = Require.Shared("limit/limit.c");
        string compiler = Require.Tool("gcc");
        IReadOnlyList<Arrival> arrivals = isBothLines ? Arrivals.Captured() : Arrivals.Captured().Of(Line.A);
        using InlineRun run = new InlineRun(arrivals);
        string folder = Directory.CreateTempSubdirectory("limit").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "in.bin"), Flat(arrivals));
            Execute(folder, compiler, "-O2", "-w", "-o", "limit", source);
            Execute(folder, Path.Combine(folder, "limit"), "in.bin", "book", "1", "book.txt");
            List<string> expected = File.ReadAllLines(Path.Combine(folder, "book.txt")).Where(line => !line.StartsWith('#')).ToList();
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
        using MemoryStream stream = new MemoryStream();
        using BinaryWriter writer = new BinaryWriter(stream, Encoding.Latin1);
        foreach (Arrival arrival in arrivals)
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
        List<string> lines = new List<string>();
        foreach (int index in Enumerable.Range(0, books.Count).OrderBy(index => books[index].SecurityId))
        {
            ref InstrumentBook book = ref books[index];
            for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
            {
                for (int number = 1; number <= book.Depth(side); number++)
                {
                    if (book.TryGetLevel(side, number, out Level level)) lines.Add(Text((int)book.SecurityId, side, level));
                }
            }
        }

        return lines;
    }

    private static string Text(int securityId, BookSide side, Level level)
    {
        int orders = side < BookSide.ImpliedBid ? level.Orders : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{securityId} {SideNames[(int)side]} {level.Number} {level.PriceNano / NanoPerMantissa} {level.Quantity} {orders}");
    }

    private static void Execute(string folder, string program, params string[] arguments)
    {
        ProcessStartInfo start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {errors.Result}");
    }
}
