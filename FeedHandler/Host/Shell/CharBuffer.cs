using System.Globalization;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Shell;

/// <summary>Text that is written again and again into the same memory, which grows until the longest has found room: then nothing is allocated.</summary>
internal sealed class CharBuffer
{
    private const int CharCountMin = 4096;
    private const int FormattedCountMax = 64;
    private char[] _chars = new char[CharCountMin];

    /// <summary>How many characters there are.</summary>
    public int Length { get; private set; }

    /// <summary>The characters; valid until more are added.</summary>
    public ReadOnlySpan<char> Text => _chars.AsSpan(0, Length);

    /// <summary>Begins anew.</summary>
    public void Clear() => Length = 0;

    /// <summary>Adds text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>Adds a value of at most 64 characters.</summary>
    /// <typeparam name="T">What it is; a struct that writes itself.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="format">How it is written, such as N0.</param>
    public void Add<T>(T value, ReadOnlySpan<char> format)
        where T : struct, ISpanFormattable
    {
        if (value.TryFormat(Room(FormattedCountMax), out int count, format, CultureInfo.InvariantCulture)) Length += count;
    }

    /// <summary>Adds a duration.</summary>
    /// <param name="ns">Nanoseconds.</param>
    public void AddDuration(double ns)
    {
        if (DurationText.TryFormat(ns, Room(FormattedCountMax), out int count)) Length += count;
    }

    /// <summary>Adds spaces.</summary>
    public void AddSpaces(int count)
    {
        Room(count)[..count].Fill(' ');
        Length += count;
    }

    /// <summary>Takes spaces at the end away.</summary>
    public void TrimEnd() => Length = Text.TrimEnd(' ').Length;

    /// <summary>Writes all of it.</summary>
    public void WriteTo(TextWriter output) => output.Write(_chars, 0, Length);

    /// <summary>Room behind the text for somebody who writes it himself and tells how much by <see cref="Advance"/>.</summary>
    public Span<char> Room(int count)
    {
        if (_chars.Length - Length < count) Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + count));
        return _chars.AsSpan(Length);
    }

    /// <summary>Takes what was written into the room.</summary>
    public void Advance(int count) => Length += count;
}
