using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Books;

/// <summary>Rule: levels move alike with AVX-512 and without, whatever processor the tests run on.</summary>
public sealed unsafe class VectorPathTests
{
    private const BindingFlags Hidden = BindingFlags.Static | BindingFlags.NonPublic;
    private static readonly Type[] MoveTypes = [typeof(DirectSide).MakePointerType(), typeof(byte).MakePointerType(), typeof(long), typeof(long), typeof(int)];

    [Test]
    public void DirectLevelsMoveAlikeWithVectorsAndOneByOne([Range(1, 10)] int depth)
    {
        if (!Avx512F.IsSupported) Assert.Ignore("no AVX-512");
        delegate*<DirectSide*, byte*, long, long, int, void> byVectors = PathOf("Permute");
        delegate*<DirectSide*, byte*, long, long, int, void> oneByOne = PathOf("Move");
        DirectSide* sides = (DirectSide*)NativeMemory.AlignedAlloc(2 * DirectSide.Bytes, 64);
        for (int at = 0; at < 2; at++) sides[at].Fill(MarketEvent.NullPrice, depth);
        Random random = new Random(depth);
        for (int i = 0; i < 500; i++)
        {
            byte* entry = LevelMoves.ForDepth(depth) + ((((uint)random.Next(3) * 16) + (uint)random.Next(depth)) * LevelMoves.EntryBytes);
            (long priceNano, long quantity, int orders) = (random.NextInt64(), random.NextInt64(), random.Next());
            byVectors(sides, entry, priceNano, quantity, orders);
            oneByOne(sides + 1, entry, priceNano, quantity, orders);
            Assert.That(LevelsOf(sides), Is.EqualTo(LevelsOf(sides + 1)));
        }

        NativeMemory.AlignedFree(sides);
    }

    [TestCase(BookAction.New)]
    [TestCase(BookAction.Delete)]
    public void DirectLevelsThatMoveOneByOneAgreeWithLists(BookAction action)
    {
        delegate*<DirectSide*, byte*, long, long, int, void> oneByOne = PathOf("Move");
        DirectSide* side = (DirectSide*)NativeMemory.AlignedAlloc(DirectSide.Bytes, 64);
        for (int depth = 1; depth <= InstrumentBook.DirectDepthMax; depth++)
        {
            for (int place = 0; place < depth; place++)
            {
                side->Fill(MarketEvent.NullPrice, depth);
                for (int i = 0; i < depth; i++) side->Set((uint)i, i, 10 * i, 100 * i);
                List<(long PriceNano, long Quantity, int Orders)> expected = LevelsOf(side).Take(depth).ToList();
                if (action == BookAction.New) expected.Insert(place, (-7, -8, -9));
                else expected.RemoveAt(place);
                expected.Add((MarketEvent.NullPrice, 0, 0));
                oneByOne(side, LevelMoves.ForDepth(depth) + ((((uint)action * 16) + (uint)place) * LevelMoves.EntryBytes), -7, -8, -9);
                Assert.That(LevelsOf(side).Take(depth), Is.EqualTo(expected.Take(depth)), $"{action} at {place} of {depth}");
                Assert.That(LevelsOf(side).Skip(depth).Select(level => level.PriceNano), Is.All.EqualTo(MarketEvent.NullPrice));
            }
        }

        NativeMemory.AlignedFree(side);
    }

    [Test]
    public void ImpliedWordsAreSelectedAlikeWithOneInstructionAndWithout()
    {
        delegate*<Vector256<long>, Vector256<long>, Vector256<long>, Vector256<long>> select = (delegate*<Vector256<long>, Vector256<long>, Vector256<long>, Vector256<long>>)
            typeof(ImpliedSide).GetMethod("Select", Hidden)!.MethodHandle.GetFunctionPointer();
        (Vector256<long> old, Vector256<long> fresh) = (Vector256.Create(10L, 11, 12, 13), Vector256.Create(14L, 15, 16, 17));
        for (int i = 0; i < 8 * 8 * 8 * 8; i++)
        {
            Vector256<long> source = Vector256.Create(i & 7L, (i >> 3) & 7, (i >> 6) & 7, (i >> 9) & 7);
            Vector256<long> selected = select(old, source, fresh);
            Assert.That(selected, Is.EqualTo(source + Vector256.Create(10L)));
            if (Avx512F.VL.IsSupported) Assert.That(Avx512F.VL.PermuteVar4x64x2(old, source, fresh), Is.EqualTo(selected));
        }
    }

    [Test]
    public void AnImpliedSideAgreesWithLists([Values(1, 2)] int depth)
    {
        ImpliedSide side = default(ImpliedSide);
        side.Fill(MarketEvent.NullPrice, depth);
        NaiveSide naive = new NaiveSide(depth, isKnown: true);
        Random random = new Random(depth);
        for (int i = 0; i < 500; i++)
        {
            (BookAction action, int place) = ((BookAction)random.Next(3), random.Next(depth));
            Level level = new Level(place + 1, random.Next(), random.Next(), 0);
            side.Apply(action, (uint)place, depth, level.PriceNano, level.Quantity);
            naive.Apply(action, level.Number, level);
            foreach ((int number, bool _, Level? expected) in naive.Levels())
            {
                (long priceNano, long quantity) = (side.PriceNano(number - 1), side.Quantity(number - 1));
                Assert.That((priceNano, quantity), Is.EqualTo(expected is { } there ? (there.PriceNano, there.Quantity) : (MarketEvent.NullPrice, 0)));
            }
        }

        if (depth == 1) Assert.That(side.SecondPriceNano, Is.EqualTo(MarketEvent.NullPrice));
    }

    private static delegate*<DirectSide*, byte*, long, long, int, void> PathOf(string name) =>
        (delegate*<DirectSide*, byte*, long, long, int, void>)typeof(LevelMoves).GetMethod(name, Hidden, MoveTypes)!.MethodHandle.GetFunctionPointer();

    private static (long PriceNano, long Quantity, int Orders)[] LevelsOf(DirectSide* side)
    {
        (long, long, int)[] levels = new (long, long, int)[InstrumentBook.DirectDepthMax];
        for (uint place = 0u; place < levels.Length; place++) levels[place] = (side->PriceNano(place), side->Quantity(place), side->Orders[place]);
        return levels;
    }
}
