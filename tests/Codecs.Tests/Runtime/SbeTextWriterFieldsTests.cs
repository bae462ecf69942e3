namespace FeedHandler.Codecs.Tests.Runtime;

/// <summary>Fields print by their description as their bytes say, in both byte orders.</summary>
public sealed class SbeTextWriterFieldsTests
{
    [TestCase("A:i1@0", " A = -1")]
    [TestCase("A:u1@0", " A = 255")]
    [TestCase("A:u1@0?FF", " A = null")]
    [TestCase("A:i2@0", " A = 511")]
    [TestCase("A:u2@1 B:i4@0", " A = 1, B = 511")]
    [TestCase("A:i8@0?3FC00000000001FF", " A = null")]
    [TestCase("A:f4@4", " A = 1.5")]
    [TestCase("A:f4@4?3FC00000", " A = null")]
    [TestCase("A:f4@4?7FC00000", " A = 1.5")]
    [TestCase("A:f4@8?0", " A = null")]
    [TestCase("A:f4@8", " A = NaN")]
    [TestCase("A:b2@0", " A = 0xFF01")]
    [TestCase("A:c4@12", " A = \"x\u00e9\"")]
    [TestCase("A:e1@1#Side", " A = Side1")]
    [TestCase("A:e1@1?1#Side", " A = null")]
    [TestCase("A:u1@0>3", " A = 255")]
    [TestCase("A:u1@0>4", " A = null")]
    [TestCase("A:u1@16>3", " A = null")]
    public void LittleEndianFieldsPrint(string description, string expected)
    {
        byte[] block = [0xFF, 1, 0, 0, 0, 0, 0xC0, 0x3F, 1, 0, 0xC0, 0x7F, (byte)'x', 0xE9, (byte)' ', 0, 7];
        Assert.That(Print(description, block, isBigEndian: false), Is.EqualTo(expected));
    }

    [TestCase("A:i2@0", " A = -255")]
    [TestCase("A:u4@0", " A = 4278255616")]
    [TestCase("A:f8@8?7FF8000000000000 B:f4@4", " A = 2.5, B = 1.5")]
    public void BigEndianFieldsPrint(string description, string expected)
    {
        byte[] block = [0xFF, 1, 0, 0, 0x3F, 0xC0, 0, 0, 0x40, 4, 0, 0, 0, 0, 0, 0];
        Assert.That(Print(description, block, isBigEndian: true), Is.EqualTo(expected));
    }

    [Test]
    public void WhatDoesNotFitIsNotWritten()
    {
        byte block = 77;
        SbeTextWriter text = new SbeTextWriter(new char[6]);
        text.Fields<Names>("A:u1@0", ref block, 1, 0, false);
        Assert.That(text.TryComplete(out int length), Is.False);
        Assert.That(length, Is.Zero);
    }

    private static string Print(string description, byte[] block, bool isBigEndian)
    {
        char[] buffer = new char[100];
        SbeTextWriter text = new SbeTextWriter(buffer);
        text.Fields<Names>(description, ref block[0], 16, 3, isBigEndian);
        Assert.That(text.TryComplete(out int length), Is.True);
        return new string(buffer, 0, length);
    }

    private readonly struct Names : ISbeNames
    {
        static bool ISbeNames.TryFormat(ReadOnlySpan<char> type, ulong bits, Span<char> destination, out int charsWritten)
            => destination.TryWrite($"{type}{bits}", out charsWritten);
    }
}
